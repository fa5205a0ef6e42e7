internal import LuaBridge
internal import TWSWire
internal import Trading

/// `tws`: every request of the official API by name, with arguments in its order or as one table.
///
/// A request id may be left out; it is then allocated, and returned in any case. Answers arrive through `on`.
enum RawFunctions {
    static let table = "tws"

    static let entries: [HostEntry] = ClientMessage.payloads.map { type in
        HostEntry(type.structureName, in: table) { session, frame in
            try send(type, "tws.\(type.structureName)", session, frame)
        }
    }

    private static func send<Payload: ClientMessagePayload>(
        _ type: Payload.Type,
        _ function: String,
        _ session: ScriptSession,
        _ frame: borrowing LuaFrame
    ) throws -> HostResult {
        let reader = StructureReader(function: function)
        var arguments: [(index: Int, value: LuaValue)] = []
        if frame.count == 1, case .table(let entries) = try frame.value(1), isNamed(entries, type) {
            for (key, value) in entries {
                arguments.append((try reader.index(of: key, in: type, path: "arguments"), value))
            }
        } else {
            arguments = try positional(type, function, frame)
        }
        var payload = Payload()
        for (index, value) in arguments { try reader.set(value, at: index, of: &payload, path: "arguments") }
        let number = try number(payload, isGiven: arguments.contains { $0.index == 0 && $0.value != .nil })
        let line = frame.line
        let verdict = session.submit(.request(payload.clientMessage, number), line: line)
        guard case .requested(let id) = verdict else { throw session.raise(verdict, function: function, line: line) }
        return id.map { .value(.integer($0)) } ?? .returned
    }

    /// Whether a table contains arguments by name rather than being the first argument itself, such as a contract.
    static func isNamed(
        _ entries: [(key: String, value: LuaValue)],
        _ type: any ClientMessagePayload.Type
    ) -> Bool {
        let first = type.fields.first { $0.name != "reqId" }
        guard let inner = first?.type.structureType else { return true }
        return !entries.allSatisfy { FieldNames.index(of: $0.key, in: inner) != nil }
    }

    /// Reads arguments in the official order; the request id counts only if it is given as an integer.
    private static func positional(
        _ type: any ClientMessagePayload.Type,
        _ function: String,
        _ frame: borrowing LuaFrame
    ) throws -> [(index: Int, value: LuaValue)] {
        let fields = type.fields
        let omitsId = allocates(type) && frame.integer(1) == nil && !(frame.count > 0 && frame.isNil(1))
        let offset = omitsId ? 1 : 0
        guard frame.count + offset <= fields.count else {
            throw tooMany(frame.count, type, function)
        }
        return try (0..<frame.count).map { ($0 + offset, try frame.value($0 + 1)) }
    }

    static func tooMany(_ count: Int, _ type: any ClientMessagePayload.Type, _ function: String) -> LuaRaise {
        let names = type.fields.map(\.name).joined(separator: ", ")
        return LuaRaise(
            message: "\(function): \(count) arguments are too many",
            remedy: names.isEmpty ? "it takes none" : "they are \(names)"
        )
    }

    /// Whether the host may choose the id: in requests, not in what ends one.
    static func allocates(_ type: any ClientMessagePayload.Type) -> Bool {
        type.fields.first?.name == "reqId" && !type.structureName.hasPrefix("cancel")
            && !type.structureName.hasPrefix("unsubscribe")
    }

    static func noId(_ type: any ClientMessagePayload.Type) -> LuaRaise {
        LuaRaise(message: "tws.\(type.structureName): expected reqId")
    }

    /// Returns how the request gets its id.
    private static func number<Payload: ClientMessagePayload>(
        _ payload: Payload,
        isGiven: Bool
    ) throws(LuaRaise) -> RequestNumber {
        guard Payload.fields.first?.name == "reqId" else { return .allocated }
        guard isGiven || allocates(Payload.self) else {
            throw noId(Payload.self)
        }
        guard isGiven, case .integer(let id) = payload.value(at: 0) else { return .allocated }
        return .own(id)
    }
}
