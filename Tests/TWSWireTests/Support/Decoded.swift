internal import Testing
internal import WireSchema

@testable internal import TWSWire

/// A message of either side.
enum AnyMessage: Hashable {
    case client(ClientMessage)
    case server(ServerMessage)

    var name: String {
        switch self {
        case .client(let message): message.name
        case .server(let message): message.name
        }
    }

    var structure: any WireStructure {
        switch self {
        case .client(let message): message.payload
        case .server(let message): message.payload
        }
    }

    func body(serverVersion: Int) throws(WireError) -> [UInt8] {
        switch self {
        case .client(let message): try message.body(serverVersion: serverVersion)
        case .server(let message): try message.body(serverVersion: serverVersion)
        }
    }
}

extension AnyMessage {
    /// The text form, also at the versions that would use protobuf.
    func textBody(serverVersion: Int) throws(WireError) -> [UInt8] {
        switch self {
        case .client(let message):
            var writer = TextWriter(serverVersion: serverVersion, side: .client)
            try message.encode(text: &writer)
            return writer.bytes
        case .server(let message):
            var writer = TextWriter(serverVersion: serverVersion, side: .server)
            try message.encode(text: &writer)
            return writer.bytes
        }
    }
}

extension AnyMessage {
    /// The protobuf form, also at the versions that would use text; `nil` when the message has none.
    func protobufBody() throws(WireError) -> [UInt8]? {
        switch self {
        case .client(let message):
            var writer = ProtobufWriter(id: message.id)
            return try message.encode(protobuf: &writer) ? writer.bytes : nil
        case .server(let message):
            var writer = ProtobufWriter(id: message.id)
            return try message.encode(protobuf: &writer) ? writer.bytes : nil
        }
    }
}

extension AnyMessage {
    /// A message of the table's id and side with random values.
    init(random message: Message, _ random: inout RandomStructure) throws {
        switch message.direction {
        case .client:
            let type = try #require(
                ClientMessage.payloads.first { $0.id == message.id && $0.structureName == message.name }
            )
            self = .client(try random.make(type).clientMessage)
        case .server:
            let type = try #require(
                ServerMessage.payloads.first { $0.id == message.id && $0.structureName == message.name }
            )
            self = .server(try random.make(type).serverMessage)
        }
    }
}

/// What a body of either side decodes to.
struct Decoded {
    let message: AnyMessage
    let surplusFields: Int

    init(_ body: [UInt8], side: WireSide, serverVersion: Int) throws(WireError) {
        switch side {
        case .client:
            let frame = try ClientMessage.decode(body.span, serverVersion: serverVersion)
            message = .client(frame.message)
            surplusFields = frame.surplusFields
        case .server:
            let frame = try ServerMessage.decode(body.span, serverVersion: serverVersion)
            message = .server(frame.message)
            surplusFields = frame.surplusFields
        }
    }
}
