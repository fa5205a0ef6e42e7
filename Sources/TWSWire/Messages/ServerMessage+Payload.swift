/// One message that TWS sends.
public protocol ServerMessagePayload: WireStructure {
    /// The message's id.
    static var id: Int { get }
    /// The first server version that knows it; 0 when all do.
    static var since: Int { get }
    /// The server version from which it travels as protobuf; `nil` when it never does.
    static var protobufSince: Int? { get }
    /// The message as a case of ``ServerMessage``.
    var serverMessage: ServerMessage { get }
}

extension ServerMessage {
    /// The official callback name.
    public var name: String { payloadType.structureName }
    /// The message id.
    public var id: Int { payloadType.id }
}
