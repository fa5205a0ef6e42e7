import ScriptHost
import TWSWire
import Testing

/// What a person is told of an error that ends a script.
@Suite("errors for people")
struct ErrorTextTests {
    @Test("The line of the script is shown before the end, with its number")
    func excerpt() throws {
        let bench = try ScriptBench(
            "local c = contract(\"AAPL\")\n\n    place(c, order{action = \"BUY\", lmtprice = 1})\n"
        )
        let end = try #require(bench.end)
        #expect(end.excerpt == #"3 | place(c, order{action = "BUY", lmtprice = 1})"#)
        #expect(end.message == "place: order.lmtprice: no such field; did you mean lmtPrice? (test.lua:3)")
    }

    /// A script, and words of its end.
    static let slips: [(String, String)] = [
        (#"local c = Stock("AAPL", "SMART", "USD")"#, #"write contract("AAPL") or contract.stock(…)"#),
        ("local t = {1} print(t[0].x)", "lists begin at 1 in Lua"),
        ("if 1 != 2 then end", "Lua writes ~= for !="), ("x += 1", "write x = x + 1"),
        (
            #"contract("AAPL", "SMART", "USD")"#,
            #"secType: "SMART" is not a type such as STK, OPT, FUT or CASH; write contract.stock("AAPL", "SMART", "USD"), or put"#
        ),
        (
            #"tws.reqMktData(1, contract("AAPL"), "", 0, 0)"#,
            "arguments.snapshot: expected true or false, got 0; write false"
        ),
        (#"tws.reqAllOpenOrders() len({})"#, "write #list"),
        ("print(own.fills().price + 1)", "it is a list: write list[1].price"),
        ("print(own.positions()[\"AAPL\"].shares)", "it is a list: look for the element in a loop"),
        // Which side of a comparison is nil.
        (
            "local m = sma(5) if 3 > m.value then end",
            "m.value is nil: a missing value is nil, so ask first, if m.value then …"
        ),
        ("local m = sma(5) if m.value > 3 then end", "m.value is nil"),
        ("local m = sma(5) if m.value <= 3 then end", "m.value is nil"),
        ("local m, x = sma(5), 2 if x * 2 + 1 >= m.value then end", "; m.value is nil"),
        ("local m = sma(5) if m:push(1) > 3 then end", "m:push(1) gives nil: a missing value is nil"),
        (
            "local m, x = sma(5), {a = 1} if x.a > 0 and m.value > 3 then end",
            "; x.a or m.value is nil: a missing value is nil"
        ),
        ("local t = {} if t[1] < t[\"x\"] then end", "t[1] or t[\"x\"] is nil"),
        // A loop that never waits.
        ("while true do end", "put sleep(seconds) or wait(event) into the loop"),
    ]

    @Test("A habit of Python is told with what Lua writes instead", arguments: slips)
    func habits(source: String, words: String) throws {
        let bench = try ScriptBench(source)
        #expect(bench.end?.message?.contains(words) == true, "\(bench.end as Any)")
    }

    @Test("print shows the fields of the host's objects")
    func printed() throws {
        let bench = try ScriptBench(
            """
            local c = contract("AAPL")
            print(place(c, order("BUY", 1, 9)))
            print(bracket(c, {action = "BUY", quantity = 1, stop = 9}))
            print(every(5, print), spawn(print), own.position(c), input)
            print(c, order("BUY", 1))
            """
        )
        let shown = bench.prints.joined(separator: "\n")
        for words in [
            "<trade status=PendingSubmit, filled=0, remaining=1",
            "<bracket parent=<order 2: BUY 1 AAPL MKT, PendingSubmit>",
            "<timer period=5.0, isOn=true>", "<task status=", "<own_position symbol=AAPL, position=0", "<input >",
            "<Contract symbol=AAPL", "<Order action=BUY",
        ] {
            #expect(shown.contains(words), "\(words) in \(shown)")
        }
    }
}
