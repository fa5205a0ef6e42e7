internal import LuaBridge
internal import TWSWire
internal import Trading

/// A function that asks TWS once and returns what the answer says: one row of a table.
struct SingleRequest: Sendable {
    /// Reads the arguments of a call.
    typealias Reading = @Sendable (ScriptSession, borrowing LuaFrame) throws -> ClientMessage
    /// Handles a message; returns nil until the answer to the request with this id is complete.
    typealias Answer = @Sendable (ScriptSession, ServerMessage, Int) -> Delivery?

    let name: String
    /// The longest wait for the answer, in seconds.
    var timeout = RequestDesk.patience
    let read: Reading
    /// Creates the message that undoes the request with an id; `nil` if nothing does.
    var cancel: (@Sendable (Int) -> ClientMessage)?
    /// Whether an answer also ends the request at TWS.
    var endsWithAnswer = false
    let answer: Answer

    /// The function for scripts.
    var entry: HostEntry {
        HostEntry(name, waits: true) { session, frame in
            let answer = answer
            return try session.requests.begin(
                name,
                .request(try read(session, frame), .allocated),
                timeout: timeout,
                cancel: cancel,
                undoesOnlyGivenUp: endsWithAnswer
            ) { [unowned session] message, id in answer(session, message, id) }
        }
    }
}
