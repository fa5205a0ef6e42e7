internal import TWSWire
internal import Trading

extension HostEvent {
    /// What a person sees, one line each; not yet escaped.
    var lines: [String] {
        switch self {
        case .summary(let summary): summary.lines
        case .ended(let end): end.trace + (end.excerpt.map { ["    " + $0] } ?? []) + [text]
        case .screen(let rows): rows
        default: [text]
        }
    }

    /// One line for a person: the text itself for a print or log, the first line for a summary.
    package var text: String {
        switch self {
        case .placed, .modified, .status, .fill, .commission: orderText
        case .denied(_, let message, let limit, let remedy, let position):
            "denied: \(message)" + (limit.map { " (in force: \($0))" } ?? "") + "; \(remedy)"
                + (position.map { " (\($0))" } ?? "")
        case .error(let code, let message, let id):
            "error" + (code.map { " \($0)" } ?? "") + (id.map { " on \($0)" } ?? "") + ": \(message)"
        case .alarm(let message, let orderId):
            "alarm" + (orderId.map { " on order \(OrderNumber.text($0))" } ?? "") + ": \(message)"
        case .note(let text), .log(let text), .print(let text), .data(let text): text
        case .screen(let rows): rows.joined(separator: "\n")
        case .notification(let title, let level, let message):
            "notify\(level == "info" ? "" : " \(level)"): \(title.isEmpty ? "" : "\(title): ")\(message)"
        case .repeated(_, let count, let message):
            "\(message) (repeated \(count == 1 ? "once" : "\(CountText.of(count)) times"))"
        case .omitted(let count):
            "too many lines: \(CountText.of(count)) \(count == 1 ? "was" : "were") left out"
        case .summary(let summary): summary.lines.first ?? ""
        case .ended(let end): end.text
        }
    }
}

extension RunEnd {
    /// The script's own calls that led to the error, one line each; empty if the message names the only one.
    fileprivate var trace: [String] {
        let lines = traceback?.split(separator: "\n").map { $0.drop { $0 == "\t" } } ?? []
        let own = lines.filter { !$0.hasPrefix("[C]") }
        return own.count > 1 ? own.map { "    " + $0 } : []
    }

    /// The end in words, without the message of a refusal, which has already been shown.
    fileprivate var text: String {
        guard let message, reason != .denied else { return "ended: \(reason.rawValue)" }
        return "ended: \(reason.rawValue): \(message)"
    }
}
