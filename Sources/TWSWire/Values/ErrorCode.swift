/// A code that TWS puts into its errors and notices, in plain words.
public struct ErrorCode: Sendable, Hashable {
    /// What a code is about.
    public enum Kind: String, Sendable, Hashable, CaseIterable {
        /// It advises and never refuses: whatever it is about goes on.
        case notice
        /// An order, its change or its cancel.
        case order
        /// Market data, real-time or historical.
        case data
        /// The description of a contract.
        case contract
        /// A request, its number or its form.
        case request
        /// The connection, between TWS and IB too.
        case connection
        /// What the account may do.
        case permission
        /// How often something is asked.
        case pacing
    }

    /// The number.
    public let code: Int
    /// What it is about.
    public let kind: Kind
    /// One sentence on what it says.
    public let meaning: String
    /// One sentence on what to do; `nil` where there is nothing to do.
    public let remedy: String?

    init(code: Int, kind: Kind, meaning: String, remedy: String?) {
        (self.code, self.kind, self.meaning, self.remedy) = (code, kind, meaning, remedy)
    }

    private static let byCode = Dictionary(uniqueKeysWithValues: all.map { ($0.code, $0) })

    /// The explanation of a code; `nil` where there is none.
    public static func of(_ code: Int) -> ErrorCode? { byCode[code] }
}
