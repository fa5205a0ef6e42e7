internal import LuaBridge
internal import TWSWire

/// An object of a script that a stream from TWS keeps up to date: ticks, an order book, profit and loss.
protocol LiveStream: LuaObject {
    /// Whether its stream is active.
    var isOn: Bool { get set }
    /// The host event that its changes emit, and what the event contains before the object itself; `nil` for none.
    static var event: String? { get }

    /// Applies a message from its stream; returns whether the object has changed.
    func take(_ message: ServerMessage) -> Bool
    /// Whether everything that such a stream usually delivers first is available.
    var isComplete: Bool { get }
    /// Pushes what the event contains before the object itself.
    func push(to writer: LuaWriter)
    /// Handles a gap: the values so far are outdated.
    func stall()
}

extension LiveStream {
    var isComplete: Bool { true }
    func push(to writer: LuaWriter) {}
    func stall() {}
}
