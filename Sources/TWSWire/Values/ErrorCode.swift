/// The explanation of a code that TWS uses in its errors and notices.
public struct ErrorCode: Sendable, Hashable {
    /// What a code is about.
    public enum Kind: String, Sendable, Hashable, CaseIterable {
        /// An advisory that never refuses anything: whatever it is about continues.
        case notice
        /// An order, its change or its cancel.
        case order
        /// Market data, real-time or historical.
        case data
        /// The description of a contract.
        case contract
        /// A request, its ID or its form.
        case request
        /// The connection, including the one between TWS and IB.
        case connection
        /// The permissions of the account.
        case permission
        /// The rate of requests.
        case pacing
    }

    /// The number.
    public let code: Int
    /// The subject of the code.
    public let kind: Kind
    /// The meaning, in one sentence.
    public let meaning: String
    /// What to do about it, in one sentence; `nil` if there is nothing to do.
    public let remedy: String?

    init(code: Int, kind: Kind, meaning: String, remedy: String?) {
        (self.code, self.kind, self.meaning, self.remedy) = (code, kind, meaning, remedy)
    }

    private static let byCode = Dictionary(uniqueKeysWithValues: all.map { ($0.code, $0) })

    /// Returns the explanation of a code; `nil` if there is none.
    public static func of(_ code: Int) -> ErrorCode? { byCode[code] }
}
