/// One kind of chaos that a `ChaosExchange` injects; the raw value is its word on the command line.
///
/// Plans combine, and each draws from its own random stream. Chaos of the whole TWS comes once per run, chaos of a
/// connection once per client ID, chaos of an order to every order it chooses; the nightly restart comes daily.
package enum ChaosPlan: String, CaseIterable, Sendable {
    /// Connectivity is lost (1100) in the middle of a fill; news of orders in the next 10 s is lost; then comes 1102.
    case lostMidFill = "1100-midfill"
    /// Connectivity is lost (1100) and restored 5 s later (1101), but market data is dead until requested again.
    case restoredDataLost = "1101"
    /// Connectivity is lost (1100) and restored 5 s later (1102), and nothing is lost: it arrives then.
    case restoredDataKept = "1102"
    /// TWS restarts: sockets close without a message, connections are refused for some seconds, orders stay.
    case nightlyRestart = "nightly-restart"
    /// The nextValidId after a reconnect is one that orders have already used.
    case idRollback = "id-rollback"
    /// The first reconnect of a client ID finds the ID still in use: error 326, and the connection ends.
    case clientIDInUse = "326"
    /// Every orderStatus is sent two or three times.
    case duplicateStatus = "dup-status"
    /// The status Filled comes first, execDetails and the commission report about 2 s later.
    case lateExecution = "late-exec"
    /// Commission reports come before their execDetails.
    case commissionFirst = "commission-first"
    /// One order in three is swallowed without a callback.
    case noAcknowledgement = "no-ack"
    /// The first change to an order leaves two live orders, with two permIds.
    case doubleLiveOnModify = "double-live-on-modify"
    /// Error 10349 reports a time in force from a preset; the order lives on.
    case presetNotice = "10349"
    /// After 10 to 30 s, nothing passes any longer on a connection that stays open.
    case halfOpen = "half-open"
    /// TWS accepts connections and never answers.
    case wedged = "wedged"
    /// Every write is cut into pieces of 1 to 7 bytes.
    case splitFrames = "split-frames"
    /// After 10 to 30 s a connection gets the bytes of an impossible frame.
    case garbage = "garbage"
    /// Every message arrives 0.5 to 2 s late, in order.
    case slow = "slow"
    /// The first execution of an order is sent again some seconds later, with another price.
    case executionCorrection = "exec-correction"
    /// A commission report first says -1, and the true amount 5 s later.
    case commissionPending = "commission-pending"
    /// One order in three is refused: Inactive and error 201.
    case rejection = "reject-201"
    /// One order in three waits some seconds, PreSubmitted with whyHeld `locate`.
    case hold = "hold"

    /// What happens, as one line of a help text.
    package var summary: String {
        switch self {
        case .lostMidFill: "1100 at the first fill; order messages of the next 10 s are lost; then 1102"
        case .restoredDataLost: "1100, 5 s later 1101: market data is dead until requested again"
        case .restoredDataKept: "1100, 5 s later 1102 with everything in between: nothing is lost"
        case .nightlyRestart: "sockets close without notice and are refused for some seconds; orders stay"
        case .idRollback: "nextValidId after a reconnect is lower than ids already used"
        case .clientIDInUse: "the first reconnect of a client id gets 326 and is closed"
        case .duplicateStatus: "every orderStatus comes two or three times"
        case .lateExecution: "Filled first, execDetails and commission report about 2 s later"
        case .commissionFirst: "commission reports before their execDetails"
        case .noAcknowledgement: "one order in three is swallowed without a callback"
        case .doubleLiveOnModify: "the first modify of an order leaves two live orders"
        case .presetNotice: "10349 (TIF set by a preset) on an order that lives on"
        case .halfOpen: "after 10 to 30 s nothing passes on a connection that stays open"
        case .wedged: "connections are accepted and never answered"
        case .splitFrames: "every write is split into pieces of 1 to 7 bytes"
        case .garbage: "an impossible frame after 10 to 30 s"
        case .slow: "every message arrives 0.5 to 2 s late, in order"
        case .executionCorrection: "the first execution of an order comes again, corrected"
        case .commissionPending: "commission -1 first, the true one 5 s later"
        case .rejection: "one order in three is rejected: Inactive and 201"
        case .hold: "one order in three waits PreSubmitted, whyHeld locate"
        }
    }

    /// Parses a comma-separated list of words, such as `1101,slow`; blanks are ignored.
    ///
    /// - Returns: Each plan once, in the order of `allCases`; none for an empty text.
    /// - Throws: `UnknownChaosPlan` for an unknown word.
    package static func parse(_ list: String) throws(UnknownChaosPlan) -> [ChaosPlan] {
        var plans: Set<ChaosPlan> = []
        for word in list.split(separator: ",").map({ $0.filter { !$0.isWhitespace } }) where !word.isEmpty {
            guard let plan = ChaosPlan(rawValue: word) else { throw UnknownChaosPlan(word: word) }
            plans.insert(plan)
        }
        return allCases.filter(plans.contains)
    }
}

/// The error for a word that is not a `ChaosPlan`.
package struct UnknownChaosPlan: Error, Hashable, Sendable, CustomStringConvertible {
    /// The word.
    package let word: String

    /// The word, and the known words.
    package var description: String {
        "unknown chaos plan '\(word)'; known are \(ChaosPlan.allCases.map(\.rawValue).joined(separator: ", "))"
    }
}
