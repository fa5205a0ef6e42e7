internal import Notation

/// The text that identifies an order whatever its ids have become: the order's `orderRef`.
///
/// `ibs.r.<run>.<n>.` names the n-th order of a run; `ibs.k.<script>.<key>.` names an order that its script gave a key.
/// TWS may append text of its own, so a reference ends with its closing dot.
package struct OrderReference: Hashable, Sendable, CustomStringConvertible {
    /// What identifies the order.
    package enum Kind: Hashable, Sendable {
        /// The order's number within a run, from 1; `run` is eight hexadecimal digits.
        case run(String, number: Int)
        /// A key that the script chose; `script` is eight hexadecimal digits.
        case key(String, script: String)
    }

    /// What identifies the order.
    package let kind: Kind

    /// Creates a reference of the given kind.
    package init(_ kind: Kind) { self.kind = kind }

    /// Parses a reference that TWS reports; `nil` if the text is not one of ours.
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

    /// What the references of all runs' orders begin with.
    static let runMark = "ibs.r."

    /// The prefix of the references of a run's orders.
    static func prefix(run: String) -> String { "\(runMark)\(run)." }

    /// The text of the n-th order of a run.
    static func text(_ prefix: String, _ number: Int) -> String {
        // Put together at once: a text that grows is moved each time.
        String(unsafeUninitializedCapacity: prefix.utf8.count + 21) { buffer in
            var end = buffer.count
            end -= 1
            buffer[end] = UInt8(ascii: ".")
            var rest = number.magnitude
            repeat {
                end -= 1
                buffer[end] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10)
                rest /= 10
            } while rest != 0
            var count = buffer.initialize(fromContentsOf: prefix.utf8)
            while end < buffer.count {
                buffer[count] = buffer[end]
                (count, end) = (count + 1, end + 1)
            }
            return count
        }
    }

    /// The text as sent, with its closing dot.
    package var description: String {
        switch kind {
        case .run(let run, let number): Self.text(Self.prefix(run: run), number)
        case .key(let key, let script): "ibs.k.\(script).\(key)."
        }
    }
}

// MARK: Groups

extension OrderReference {
    private static let groupMark = "ibs.o."

    /// The name of the n-th group of a run in which one order cancels the others.
    package static func group(run: String, number: Int) -> String { "\(groupMark)\(run).\(number)" }

    /// Whether a text names such a group of ours.
    package static func isGroup(_ text: String) -> Bool { text.hasPrefix(groupMark) }
}

// MARK: Keys

extension OrderReference {
    /// The maximum length of a key in characters.
    package static let longestKey = 16

    /// Creates the reference of a script's order with a key; `nil` for an invalid key (valid: 1 to 16 of `A-Z a-z 0-9 _
    /// -`).
    package init?(key: String, of scriptName: String) {
        guard Self.isKey(key) else { return nil }
        self.init(.key(key, script: Self.digits(of: scriptName)))
    }

    /// Whether a text is a valid key.
    package static func isKey(_ text: String) -> Bool {
        1...longestKey ~= text.utf8.count
            && text.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                    UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"):
                    true
                default: false
                }
            }
    }

    /// Eight hexadecimal digits that represent a text: FNV-1a, 32 bits (http://www.isthe.com/chongo/tech/comp/fnv/).
    package static func digits(of text: String) -> String {
        var hash: UInt32 = 2_166_136_261
        for byte in text.utf8 { hash = (hash ^ UInt32(byte)) &* 16_777_619 }
        return Hexadecimal.text(hash)
    }
}
