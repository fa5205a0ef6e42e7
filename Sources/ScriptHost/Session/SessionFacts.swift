/// What TWS said about the session when it came up.
public struct SessionFacts: Sendable, Hashable {
    /// The account that orders go to; one of ``accounts``.
    public var account: String
    /// Every account of the login.
    public var accounts: [String]
    /// Version of the protocol that both sides agreed on.
    public var serverVersion: Int
    /// This client's number.
    public var clientId: Int

    /// Makes the facts from their parts.
    public init(account: String, accounts: [String], serverVersion: Int, clientId: Int) {
        self.account = account
        self.accounts = accounts
        self.serverVersion = serverVersion
        self.clientId = clientId
    }
}
