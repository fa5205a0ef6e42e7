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
}
