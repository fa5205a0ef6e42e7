import ScriptCheck
import ScriptHeader
import ScriptHost
import Testing

/// The check says of a script what the language says when it runs: what is refused there is found before, and nothing else.
@Suite("check agrees with the language")
struct CheckAgreesTests {
    private static let header =
        "--[[ibscript\napi = 1\n[trade]\nsymbols = [\"AAPL\"]\norder_types = [\"MKT\", \"LMT\"]\n%\n]]\n"

    private static func script(_ line: String, _ keys: String = "") -> String {
        header.replacing("%", with: keys) + "local c = contract(\"AAPL\")\n" + line
    }

    /// Lines that are refused, with keys of the header.
    static let refused: [(String, String)] = [
        (#"place(c, order{action = "BUY", totalQuantity = 1, orderType = "MKT", orderRef = "x"})"#, ""),
        (#"place(c, {action = "BUY", totalQuantity = 1, orderType = "MKT", transmit = false})"#, ""),
        (#"place(c, order{action = "BUY", totalQuantity = 1, orderType = "MKT", parentId = 3})"#, ""),
        (#"place(c, order{action = "BUY", totalQuantity = 1, orderType = "MKT", outsideRth = true})"#, ""),
        (#"place(c, order{action = "BUY", totalQuantity = 1, orderType = "MKT", hidden = true})"#, ""),
        (#"place(c, order{action = "BUY", totalQuantity = 1, orderType = "MKT", algoStrategy = "Twap"})"#, ""),
        (#"local t = place(c, order("BUY", 1, 9)) t:modify{ocaGroup = "x"}"#, ""),
        (#"tws.reqGlobalCancel()"#, ""), (#"tws.placeOrder(1, c, order("BUY", 1))"#, ""),
        (#"tws.exerciseOptions(1)"#, ""),
        (#"local t = place(c, order("BUY", 1)) print(t.avgPrice)"#, ""),
        (#"local t = place(c, order("BUY", 1)) t:cancle()"#, ""),
        (#"place(c, order.stop("SELL", 1, 9))"#, ""),
        (#"place(c, order("BUY", 1), {kee = "x"})"#, ""), (#"flatten{symbl = "AAPL"}"#, ""),
        (#"flatten{account = true}"#, ""), (#"bracket(c, {action = "BUY", quantity = 1, stopp = 9})"#, ""),
        (#"target_position(c, 5, {limt = 9})"#, ""), (#"notify("x", {lvl = "info"})"#, ""),
    ]

    /// The same lines with what opens them, and others that pass.
    static let permitted: [(String, String)] = [
        (
            #"place(c, order{action = "BUY", totalQuantity = 1, orderType = "MKT", outsideRth = true})"#,
            "outside_rth = true"
        ),
        (
            #"place(c, order{action = "BUY", totalQuantity = 1, orderType = "MKT", hidden = true})"#,
            "order_fields = [\"hidden\"]"
        ),
        (
            #"place(c, order{action = "BUY", totalQuantity = 1, orderType = "MKT", algoStrategy = "Twap"})"#,
            "algos = [\"Twap\"]"
        ),
        (#"local t = place(c, order("BUY", 1, 9)) t:modify{lmtPrice = 8} print(t.avgFillPrice, t.m_filled)"#, ""),
        (#"place(c, order("BUY", 1), {key = "x", when_connected = 60})"#, ""), (#"tws.reqIds(1)"#, ""),
        (#"local t = place(c, order("BUY", 1, 9)) t:cancel()"#, ""),
        (#"local t = target_position(c, 5, {limit = 9}) print(t.filled)"#, ""),
        (#"notify("x", {level = "alarm", title = "t"})"#, ""),
        (#"state.x = {1, 2} print(state.x[1])"#, ""),
    ]

    private func errors(_ source: String) -> [Finding] {
        ScriptCheck(vocabulary: .scriptHost).findings(source: source, file: "test.lua").filter { $0.severity == .error }
    }

    @Test("What is refused when it runs is found before", arguments: refused)
    func found(line: String, keys: String) throws {
        let source = Self.script(line, keys)
        let bench = try ScriptBench(source)
        #expect([1, 4].contains(bench.end?.exitCode), "it is not refused: \(line)")
        #expect(!errors(source).isEmpty, "not found: \(line)")
    }

    @Test("What passes when it runs is not found", arguments: permitted)
    func notFound(line: String, keys: String) throws {
        let source = Self.script(line, keys)
        let bench = try ScriptBench(source)
        #expect([nil, 0].contains(bench.end?.exitCode), "it is refused: \(bench.end as Any)")
        #expect(errors(source).isEmpty, "\(errors(source))")
    }
}
