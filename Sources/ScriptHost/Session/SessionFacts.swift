/// What TWS said about the session when it came up.
package struct SessionFacts: Sendable, Hashable {
    /// The account that orders go to; one of ``accounts``.
    package var account: String
    /// Every account of the login.
    package var accounts: [String]
    /// Version of the protocol that both sides agreed on.
    package var serverVersion: Int
    /// This client's number.
    package var clientId: Int
    /// Whether the run has no other script: where it has, every line bears the script's name already.
    package var isAlone: Bool
    /// What earlier runs of the script have kept in `state`, by name; counts when the script begins.
    package var memory: [String: String] = [:]

    /// Makes the facts from their parts.
    package init(
        account: String,
        accounts: [String],
        serverVersion: Int,
        clientId: Int,
        isAlone: Bool = true
    ) {
        self.account = account
        self.accounts = accounts
        self.serverVersion = serverVersion
        self.clientId = clientId
        self.isAlone = isAlone
    }
}
