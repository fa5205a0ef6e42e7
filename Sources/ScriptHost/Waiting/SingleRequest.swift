internal import LuaBridge
internal import TWSWire
internal import Trading

/// A function that asks TWS once and gives what the answer says: a row of a table.
struct SingleRequest: Sendable {
    /// Reads the arguments of a call.
    typealias Reading = @Sendable (ScriptSession, borrowing LuaFrame) throws -> ClientMessage
    /// Takes a message; gives nil until the answer, whose request has this number, is there.
    typealias Answer = @Sendable (ScriptSession, ServerMessage, Int) -> Delivery?

    let name: String
    /// Longest wait for the answer, in seconds.
    var timeout = RequestDesk.patience
    let read: Reading
    /// What undoes the request of a number; `nil` where nothing does.
    var cancel: (@Sendable (Int) -> ClientMessage)?
    /// Whether an answer ends the request at TWS as well.
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
