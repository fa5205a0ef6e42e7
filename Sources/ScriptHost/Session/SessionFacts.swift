/// What TWS said about the session when it started.
package struct SessionFacts: Sendable, Hashable {
    /// The account that receives the orders; one of ``accounts``.
    package var account: String
    /// Every account of the login.
    package var accounts: [String]
    /// The protocol version that both sides agreed on.
    package var serverVersion: Int
    /// This client's id.
    package var clientId: Int
    /// Whether the run has no other script; if it has, every line already shows the script's name.
    package var isAlone: Bool
    /// What earlier runs of the script have stored in `state`, by name; used when the script starts.
    package var memory: [String: String] = [:]

    /// Creates the facts from their parts.
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
