internal import LuaBridge
internal import TWSWire

/// An object of a script that a stream of TWS keeps up to date: ticks, a book, profit and loss.
protocol LiveStream: LuaObject {
    /// Whether its stream is on.
    var isOn: Bool { get set }
    /// The host event that its changes cause, and what the event gives before the object itself; `nil` for none.
    static var event: String? { get }

    /// Takes a message of its stream; whether it has changed the object.
    func take(_ message: ServerMessage) -> Bool
    /// Whether all is there that such a stream usually brings first.
    var isComplete: Bool { get }
    /// What the event gives before the object itself.
    func push(to writer: LuaWriter)
    /// What came before is of before a gap.
    func stall()
}

extension LiveStream {
    var isComplete: Bool { true }
    func push(to writer: LuaWriter) {}
    func stall() {}
}
