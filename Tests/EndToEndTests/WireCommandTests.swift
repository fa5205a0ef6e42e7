import Foundation
import Testing

/// `ibscript wire` against frames whose meaning is known from elsewhere.
@Suite("Wire command")
struct WireCommandTests {
    /// From a capture of a live Gateway at 200 (message 1), and hand-made ones of the layouts in the protocol's reference.
    @Test("decode and encode are each other's inverse")
    func roundTrip() throws {
        let lines = [
            #"{"message":"tickPrice","reqId":7,"tickType":1,"price":190.01,"size":300,"attrMask":1}"#,
            #"{"message":"orderStatus","orderId":3,"status":"Filled","filled":100,"remaining":0,"avgFillPrice":190.25,"permId":15,"parentId":0,"lastFillPrice":190.25,"clientId":1,"mktCapPrice":0.0}"#,
        ]
        for version in [100, 178, 200, 226] {
            let arguments = ["--version", "\(version)", "--side", "server"]
            let encoded = try run(
                Program.binary,
                ["wire", "encode"] + arguments,
                input: lines.joined(separator: "\n") + "\n"
            )
            #expect(encoded.status == 0, "\(encoded.output)")
            let decoded = try run(Program.binary, ["wire", "decode"] + arguments, input: encoded.output)
            #expect(decoded.status == 0)
            #expect(decoded.output.split(separator: "\n").map(String.init) == lines, "version \(version)")
        }
    }

    @Test("a frame as the protocol's reference shows it")
    func reference() throws {
        let hex = "000000083731003200370000"
        let result = try run(
            Program.binary,
            ["wire", "decode", "--version", "200", "--side", "client"],
            input: hex + "\n"
        )
        #expect(result.output == #"{"message":"startApi","clientId":7}"# + "\n")
    }

    @Test("a bad line says what and where, and the others are still done")
    func malformed() throws {
        let result = try run(
            Program.binary,
            ["wire", "decode", "--side", "client"],
            input: "zz\n0000000a3700\n000000083731003200370000\n"
        )
        #expect(result.status == 65)
        let lines = result.output.split(separator: "\n")
        #expect(lines.count == 3)
        #expect(lines[0].hasPrefix(#"{"error":"not hexadecimal"#))
        #expect(lines[1].hasPrefix(#"{"error":"#))
        #expect(lines[2].contains("startApi"))
    }

    /// Texts of RFC 8259: every form is read by other programs as the same value.
    @Test("JSON in every form that others write")
    func jsonForms() throws {
        let lines = [
            #"{"message":"error","reqId":-1,"errorCode":200,"errorString":"a\"b/c","errorTime":1500}"#,
            #" { "message" : "error" ,  "errorTime":1500 , "errorCode":200,"errorString":"\u0061\u0022b\/c", "reqId":-1 } "#,
            #"{"message":"error","reqId":-1,"errorCode":200,"errorString":"a\"b/c","advancedOrderRejectJson":null,"errorTime":1500}"#,
        ]
        // By the protocol's reference: id, reqId, errorCode, errorString, advancedOrderRejectJson, errorTime.
        let fields = ["4", "-1", "200", "a\"b/c", "", "1500"]
        let body = fields.map { $0 + "\0" }.joined()
        let hex = (Array("\0\0\0".utf8) + [UInt8(body.utf8.count)] + Array(body.utf8))
            .map { String($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
        #expect(try encoded(lines) == lines.map { _ in hex })
    }

    @Test("a character outside the first plane comes from two escapes")
    func surrogates() throws {
        let escaped = #"{"message":"error","errorString":"\ud83d\ude00"}"#
        #expect(try encoded([escaped]) == encoded([#"{"message":"error","errorString":"😀"}"#]))
    }

    @Test(
        "what is no JSON says where",
        arguments: [
            ("", 0), ("{", 1), (#"{"message""#, 10), (#"{"message":"error",}"#, 19), (#"{"message":"error"} x"#, 20),
            (#"{"message":"error","reqId":01}"#, 27), (#"{"message":"error","reqId":+1}"#, 27),
            (#"{"message":"error","reqId":1.}"#, 27), (#"{"message":"error","reqId":1e}"#, 27),
            (#"{"message":"error","reqId":nil}"#, 27), (#"{"message":"\x"}"#, 14), (#"{"message":"\u12"}"#, 14),
            (#"{"message":"error"#, 17), (#"{"message":[1 2]}"#, 14),
            (String(repeating: "[", count: 40), 32), (#"[1]"#, 0),
        ]
    )
    func malformedJSON(_ text: String, _ offset: Int) throws {
        let lines = try encoded(["x", text.isEmpty ? " " : text], status: 65)
        #expect(lines.count == 2)
        #expect(lines.last?.hasPrefix(#"{"error":"JSON, byte \#(text.isEmpty ? 1 : offset): "#) == true, "\(lines)")
    }

    private func encoded(_ lines: [String], status: Int32 = 0) throws -> [String] {
        let result = try run(
            Program.binary,
            ["wire", "encode", "--version", "200", "--side", "server"],
            input: lines.joined(separator: "\n") + "\n"
        )
        #expect(result.status == status, "\(result.output)")
        return result.output.split(separator: "\n").map(String.init)
    }
}
