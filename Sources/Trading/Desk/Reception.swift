package import TWSWire

/// What a message of TWS comes to: who hears of it, and what the desk does about it.
package struct Reception: Sendable {
    /// Who hears a message.
    package enum Recipient: Hashable, Sendable {
        /// Every script of the run.
        case everyone
        /// The script whose request or order it is about.
        case script(ScriptID)
        /// Nobody: the desk has asked for it.
        case nobody
    }

    /// News of one order for its script.
    package struct News: Sendable {
        /// The order's script.
        package var script: ScriptID
        /// The order as it is now.
        package var entry: LedgerEntry
        /// What has changed, in order.
        package var changes: [LedgerChange]
        /// Whether the order is the script's own; another one it only watches.
        package var isOwn = true
    }

    /// Who hears the message.
    package var recipient: Recipient
    /// The message, with the number by which its script knows the request.
    package var message: ServerMessage
    /// What has become of orders; told before the message.
    package var news: [News] = []
    /// What else there is to do, before anybody hears.
    package var actions: [DeskAction] = []
}
