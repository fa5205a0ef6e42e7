/// A message that TWS sends.
public protocol ServerMessagePayload: WireStructure {
    /// The message's ID.
    static var id: Int { get }
    /// The first server version that knows it; 0 if all do.
    static var since: Int { get }
    /// The server version from which it is sent as protobuf; `nil` if it never is.
    static var protobufSince: Int? { get }
    /// The message as a case of ``ServerMessage``.
    var serverMessage: ServerMessage { get }
}

extension ServerMessage {
    /// The official callback name.
    public var name: String { payloadType.structureName }
    /// The message ID.
    public var id: Int { payloadType.id }
}
