import ScriptHost
import TWSWire
import Testing

/// A script sees the same table whether TWS spoke text or protobuf.
@Suite("Messages in both encodings")
struct EncodingTests {
    /// Every leaf of a table with its kind: `.order.lmtPrice`, `float`, `12.5`.
    private static let script = """
        local function show(value, path, lines)
            if type(value) == "table" then
                for key, member in pairs(value) do show(member, path .. "." .. tostring(key), lines) end
            else
                lines[#lines + 1] = path .. "\t" .. (math.type(value) or type(value)) .. "\t" .. tostring(value)
            end
        end
        on("*", function(msg)
            local lines = {}
            show(msg, "", lines)
            table.sort(lines)
            print(table.concat(lines, "\\n"))
        end)
        sleep(1)
        """

    /// A value as Lua sees it.
    private struct Value: Equatable {
        var kind: String
        var text: String
    }

    static let types: [any ServerMessagePayload.Type] = ServerMessage.payloads.filter {
        $0.protobufSince != nil && $0.since < ServerVersion.protobuf
    }

    static let names = types.map { $0.structureName }

    @Test("every field that both carry has the same name, kind and value", arguments: names)
    func sameTable(_ name: String) throws {
        let (blank, filled) = try Self.messages(name)
        let defaults = try table(of: blank, serverVersion: 226)
        let text = try table(of: filled, serverVersion: 200)
        let protobuf = try table(of: filled, serverVersion: 226)
        var carried = 0
        for (field, value) in text {
            guard let other = protobuf[field] else { continue }
            #expect(value.kind == other.kind, "\(name)\(field)")
            // An encoding that has no place for a field leaves the default; every filled value is another one.
            guard value != defaults[field], other != defaults[field] else { continue }
            carried += 1
            #expect(value == other, "\(name)\(field)")
        }
        #expect(carried > 0 || text.isEmpty)
    }

    /// The table that a script gets of the message, sent in the encoding of a server version.
    private func table(of message: ServerMessage, serverVersion: Int) throws -> [String: Value] {
        let received = try Self.decoded(try message.body(serverVersion: serverVersion), serverVersion)
        let bench = try ScriptBench(Self.script, serverVersion: serverVersion)
        bench.receive(received)
        let printed = try #require(bench.prints.first)
        var table: [String: Value] = [:]
        for line in printed.split(separator: "\n") {
            let parts = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
            table[parts[0]] = Value(kind: parts[1], text: parts[2])
        }
        return table
    }

    private static func decoded(_ body: [UInt8], _ serverVersion: Int) throws -> ServerMessage {
        try ServerMessage.decode(body.span, serverVersion: serverVersion).message
    }

    /// The message with nothing in it, and with a value in every field.
    private static func messages(_ name: String) throws -> (blank: ServerMessage, filled: ServerMessage) {
        for type in types where type.structureName == name {
            return (try FilledMessage.blank(type), try FilledMessage.make(type))
        }
        throw WireError(.unknownMessage, detail: name)
    }
}
