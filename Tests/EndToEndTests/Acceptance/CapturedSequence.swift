import Testing

/// What was captured from a paper Gateway in one case: the messages about its orders, in their order.
///
/// Source: the design's table of captures, and the protocol's "Order status life cycle" for brackets and previews.
struct CapturedSequence: Sendable, CustomTestStringConvertible {
    /// The case as the client programs name it.
    let name: String
    /// Messages, each with its alternatives separated by `|`; with `?` at the end it may be missing.
    let messages: [String]
    /// Whether a script can play it: some of the cases are orders that no script may send.
    var isOpenToScripts = true

    var testDescription: String { name }

    static let filled = ["open Filled?", "status Filled", "open Filled?", "status Filled?", "commission"]
    static let working = ["open PreSubmitted?", "status PreSubmitted?", "open Submitted", "status Submitted"]
    static let triggered = ["open PreSubmitted", "status PreSubmitted trigger"]
    static let cancelled = ["status PendingCancel?", "status Cancelled", "error 202"]

    static let all = [
        CapturedSequence(
            name: "connect",
            messages: Array(repeating: "managedAccounts|nextValidId", count: 2)
                + ["error 2104", "error 2106", "error 2158"],
            isOpenToScripts: false
        ),
        CapturedSequence(
            name: "market",
            messages: ["open PreSubmitted|open Submitted", "status PreSubmitted|status Submitted", "execution BOT"]
                + filled
        ),
        CapturedSequence(
            name: "limit",
            messages: ["open PreSubmitted", "status PreSubmitted", "open Submitted", "status Submitted"]
        ),
        CapturedSequence(name: "cancel", messages: cancelled),
        CapturedSequence(name: "cancel_filled", messages: ["error 10148"], isOpenToScripts: false),
        CapturedSequence(name: "stop", messages: triggered + triggered),
        CapturedSequence(name: "stop_modified", messages: triggered + triggered),
        CapturedSequence(
            name: "trailing",
            messages: triggered + triggered.map { $0 + "?" } + ["open Submitted", "status Submitted", "execution SLD"]
                + filled,
            isOpenToScripts: false
        ),
        CapturedSequence(
            name: "immediate_beyond",
            messages: ["open PendingCancel|open PreSubmitted", "status PendingCancel", "status Cancelled"]
        ),
        CapturedSequence(name: "fill_or_kill", messages: ["open Inactive", "status Inactive"]),
        CapturedSequence(name: "held", messages: ["silence"] + working, isOpenToScripts: false),
        CapturedSequence(
            name: "to_market",
            messages: ["open Submitted?", "status Submitted?", "open Filled", "status Filled", "execution BOT"]
                + ["open Filled?", "status Filled?", "commission"],
            isOpenToScripts: false
        ),
        CapturedSequence(name: "bad_type", messages: ["error 321"], isOpenToScripts: false),
        CapturedSequence(name: "filled_modified", messages: ["silence"], isOpenToScripts: false),
        CapturedSequence(
            name: "future",
            messages: ["commission 0.62 no profit", "commission 0.62 profit after both commissions"]
        ),
        CapturedSequence(name: "other_client", messages: cancelledByOther, isOpenToScripts: false),
        CapturedSequence(name: "client_zero", messages: cancelledByOther, isOpenToScripts: false),
        CapturedSequence(name: "reconnect", messages: ["same permId"] + cancelled, isOpenToScripts: false),
        CapturedSequence(
            name: "bracket",
            messages: working.map { "parent " + $0 } + [
                "target open PreSubmitted", "target status PreSubmitted child", "stop open PreSubmitted",
                "stop status PreSubmitted child,trigger",
            ]
        ),
        CapturedSequence(name: "preview", messages: ["open PreSubmitted"]),
    ]

    private static let cancelledByOther = ["seen"] + cancelled + ["other status Cancelled", "other error 202"]

    /// Whether a story, its messages separated by `; `, is this sequence.
    func matches(_ story: String) throws -> Bool {
        let pattern = messages.map { message in
            let isOptional = message.hasSuffix("?")
            return "(?:(?:\(isOptional ? String(message.dropLast()) : message)); )\(isOptional ? "?" : "")"
        }
        return try (story + "; ").wholeMatch(of: Regex(pattern.joined())) != nil
    }
}
