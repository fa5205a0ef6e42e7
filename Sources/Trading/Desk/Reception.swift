package import TWSWire

/// The result of receiving a message from TWS: who hears it and what the desk does about it.
package struct Reception: Sendable {
    /// Who hears a message.
    package enum Recipient: Hashable, Sendable {
        /// Every script of the run.
        case everyone
        /// The script whose request or order the message is about.
        case script(ScriptID)
        /// Nobody: the desk itself asked for it.
        case nobody
    }

    /// A report about one order for its script.
    package struct News: Sendable {
        /// The script to tell.
        package var script: ScriptID
        /// The order as it now stands.
        package var snapshot: LedgerSnapshot
        /// What has changed, in order.
        package var changes: [LedgerChange]
        /// Whether the script owns the order rather than only watching it.
        package var isOwn = true

        /// The order as it now stands.
        package var entry: LedgerEntry { _read { yield snapshot.value } }
    }

    /// Who hears the message.
    package var recipient: Recipient
    /// The message, with the request id by which its script knows the request.
    package var message: ServerMessage
    /// What happened to orders; reported before the message.
    package var news: [News] = []
    /// Other actions to take before anybody hears the message.
    package var actions: [DeskAction] = []

    /// Adds actions; nearly always, there are none.
    mutating func add(_ actions: [DeskAction]) {
        if !actions.isEmpty { self.actions += actions }
    }
}

/// Who hears market data.
package struct TickRoute: Sendable {
    /// Who hears it.
    package var recipient: Reception.Recipient
    /// The request id by which its script knows the request; `nil` if it is the message's own.
    package var requestId: Int?
}
