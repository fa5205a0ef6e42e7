/// The text by which an order is known again, whatever its ids have become: the order's `orderRef`.
///
/// `ibs.r.<run>.<n>.` names the n-th order of a run; `ibs.k.<script>.<key>.` one that its script has given a key. TWS may
/// append text of its own, so a reference ends with its closing dot.
package struct OrderReference: Hashable, Sendable, CustomStringConvertible {
    /// What tells the order from others.
    package enum Kind: Hashable, Sendable {
        /// The place among the orders of a run, from 1; `run` is eight hexadecimal digits.
        case run(String, number: Int)
        /// A key that the script chose; `script` is eight hexadecimal digits.
        case key(String, script: String)
    }

    /// What tells the order from others.
    package let kind: Kind

    /// A reference of the given kind.
    package init(_ kind: Kind) { self.kind = kind }

    /// Reads what TWS reports; `nil` for a text that is none of ours.
    package init?(_ text: String) {
        let parts = text.split(separator: ".", maxSplits: 4, omittingEmptySubsequences: false)
        guard parts.count == 5, parts[0] == "ibs", parts[2].utf8.count == 8 else { return nil }
        switch parts[1] {
        case "r":
            guard let number = Int(parts[3]), number > 0 else { return nil }
            kind = .run(String(parts[2]), number: number)
        case "k":
            guard !parts[3].isEmpty else { return nil }
            kind = .key(String(parts[3]), script: String(parts[2]))
        default: return nil
        }
    }

    /// The text as it is sent, with its closing dot.
    package var description: String {
        switch kind {
        case .run(let run, let number): "ibs.r.\(run).\(number)."
        case .key(let key, let script): "ibs.k.\(script).\(key)."
        }
    }
}
