import Foundation
import ScriptCheck
import ScriptHeader
import ScriptHost
import Testing

@testable import ScriptRuntime

/// The check agrees with a run on the simulator about what the host gives: members of members, elements of lists, and the
/// parameters of functions that the host calls.
@Suite("check agrees with a run on the simulator")
struct CheckedRunTests {
    static let header = """
        --[[ibscript
        api = 1
        name = "example"
        [files]
        write = ["out/*.csv"]
        [trade]
        order_types = ["MKT", "LMT", "STP", "STP LMT", "TRAIL"]
        short = true
        ]]
        local c = contract("AAPL")

        """

    /// A line with `%`, what it reads instead of `%` if it is right, and what is wrong.
    struct Line: Sendable, CustomTestStringConvertible {
        let text: String
        let right: String
        let wrong: String

        init(_ text: String, _ right: String, _ wrong: String) {
            (self.text, self.right, self.wrong) = (text, right, wrong)
        }

        func with(_ word: String) -> String {
            CheckedRunTests.header + text.replacing("%", with: word).replacing("$Y", with: "%Y")
        }
        var testDescription: String { text.replacing("%", with: wrong) }
    }

    static let bought = "local t = place(c, order(\"BUY\", 1)) t:wait() "
    static let minute = "local h = history(c, {bars = \"1 min\", duration = \"1 D\"}) "

    static let lines: [Line] = [
        // Members of members, through variables and functions.
        Line(bought + "print(t.order.%)", "totalQuantity", "foo"),
        Line(bought + "print(t.contract.%)", "symbol", "x"),
        Line(bought + "local o = t.order print(o.%)", "tif", "tiff"),
        Line("t = place(c, order(\"BUY\", 1)) print(t.order.%)", "action", "acton"),
        Line(
            "local b = bracket(c, {action = \"BUY\", quantity = 1, target = 200, stop = 180}) print(b.parent.%)",
            "status",
            "stats"
        ),
        Line(bought + "print(own.position(c).contract.%)", "conId", "conid"),
        Line("print(details(c)[1].contract.%)", "conId", "conid"),
        Line("print(scan{scanCode = \"TOP_PERC_GAIN\"}[1].contract.%)", "symbol", "symbl"),
        Line(bought + "print(executions()[1].execution.%)", "execId", "foo"),
        // Elements of lists, and of objects that are lists.
        Line(bought + "print(positions()[1].%)", "position", "foo"),
        Line(bought + "print(portfolio()[1].%)", "unrealizedPNL", "unrealisedPNL"),
        Line(bought + "print(t.fills[1].%)", "price", "prise"),
        Line(bought + "print(own.fills()[1].%)", "price", "prc"),
        Line(minute + "print(h[1].%)", "close", "clos"),
        Line(minute + "local last = h[#h] print(last.time, last.%)", "date", "clos"),
        Line(minute + "print(h:resample(\"5 mins\")[1].%)", "close", "clos"),
        Line("print(search(\"apple\")[1].%)", "symbol", "symbl"),
        Line("print(increments(c)[1].%)", "increment", "incr"),
        Line("print(histogram(c)[1].%)", "price", "pric"), Line("print(schedule(c)[1].%)", "open", "opn"),
        Line("print(sessions(c)[1].%)", "open", "opens"), Line("print(time.date(now()).%)", "hour", "hours"),
        Line("local q = quote{c, contract(\"MSFT\")} print(q[1].%) q[1]:off() q[2]:off()", "bid", "bidd"),
        Line("local k = ticks(c, {kind = \"Last\", from = now() - 600, to = now()}) print(k[1].%)", "price", "prce"),
        Line("print(what_if(c, order(\"BUY\", 1)).%)", "commission", "commision"),
        // Variables of loops.
        Line(bought + "for _, p in ipairs(positions()) do print(p.%) end", "avgCost", "averageCost"),
        Line(bought + "for _, p in ipairs(positions()) do print(p.contract.%) end", "symbol", "symbl"),
        Line(bought + "for _, f in ipairs(t.fills) do print(f.%) end", "shares", "share"),
        Line(minute + "for _, b in h:each() do print(b.%) break end", "close", "clos"),
        Line(minute + "for _, b in ipairs(h) do print(b.%) break end", "close", "clos"),
        Line("for _, d in ipairs(details(c)) do print(d.%) end", "minTick", "minTik"),
        // Parameters of handlers.
        Line("on(\"fill\", function(f, t) print(f.%) end) " + bought, "price", "pric"),
        Line("on(\"fill\", function(f, t) print(t.%) end) " + bought, "status", "stat"),
        Line("on(\"orderStatus\", function(m) print(m.%) end) " + bought, "avgFillPrice", "statuss"),
        Line("on(\"openOrder\", function(m) print(m.order.%) end) " + bought, "lmtPrice", "lmtPrce"),
        Line("on(\"execDetails\", function(m) print(m.execution.%) end) " + bought, "price", "pric"),
        Line(
            "local k = on(\"bar\", function(b, s) print(b.%, #s) end) local s = bars(c, \"5 secs\") sleep(11) k:off() s:off()",
            "close",
            "clse"
        ),
        Line(
            "local t = place(c, order(\"BUY\", 1)) t:on(\"filled\", function(x) print(x.%) end) t:wait()",
            "status",
            "statu"
        ),
        Line(
            "local t = place(c, order(\"BUY\", 1)) t:on(\"fill\", function(f, x) print(f.%, x.filled) end) t:wait()",
            "price",
            "prise"
        ),
        Line("history(c, {bars = \"1 hour\", duration = \"1 D\", each = function(b) print(b.%) end})", "open", "opn"),
        // Methods and values.
        Line(bought + "print(t%)", ".isDone", ":isDone()"), Line("place(c, order(\"BUY\", 1))%", ":wait()", ".wait()"),
        // One thing where another is needed.
        Line("place(%)", "c, order(\"BUY\", 1)", "order(\"BUY\", 1), c"),
        Line(bought + "cancel(%)", "t", "t.order"), Line("qualify(%)", "c", "details(c)[1]"),
        // Older spellings, and options that exclude each other.
        Line("history(c, {barSizeSetting = \"1 min\", durationStr = \"1 D\", useRTH = %})", "true", "1"),
        Line("history(c, {barSizeSetting = %, durationStr = \"1 D\"})", "\"1 min\"", "\"1 mn\""),
        Line("history(c, {bars = \"1 min\", durationStr = %})", "3600", "\"1 DD\""),
        Line("history(c, {bars = \"1 min\", durationStr = \"1 D\", whatToShow = %})", "\"trades\"", "\"TRADE\""),
        Line("history(c, {bars = \"1 min\", durationStr = \"1 D\", endDateTime = %})", "\"\"", "\"garbage\""),
        Line("history(c, {bars = \"1 min\", duration = %})", "3600", "3600.5"),
        Line(
            "history(c, {bars = \"1 min\", from = \"2025-12-30 09:30\", to = \"2025-12-30 16:00\"%})",
            "",
            ", duration = \"1 D\""
        ),
        Line("history(c, {bars = \"1 min\", duration = \"1 D\", live = true%}):off()", "", ", to = now()"),
        // Times, zones and patterns.
        Line("executions{since = %}", "now() - 60", "\"yesterday\""),
        Line("print(time.format(now(), \"%Y\", %))".replacing("%Y", with: "$Y"), "\"Asia/Tokyo\"", "\"Asia/Tokio\""),
        Line("print(time.today(%))", "\"UTC\"", "\"Mars\""),
        Line("print(time.parse(%))", "\"2026-03-09\"", "\"2026-13-09\""),
        Line("print(os.time{year = 2026, month = 1%})", ", day = 2", ""),
        Line("daily(\"09:35\", print, {days = %}):off()", "\"Mon-Fri\"", "\"weekdays\""),
        // Numbers and words.
        Line("depth(c, {rows = %}):off()", "5", "5.5"), Line("rsi(%)", "14", "0"), Line("adx(%)", "2", "1"),
        Line("bollinger(20, %)", "2", "-2"), Line("bar_builder{seconds = 60%}", "", ", ticks = 5"),
        Line("bar_builder{ticks = %}", "5", "0"), Line("print(head_timestamp(c%))", "", ", \"TRADE\""),
        Line("print(#schedule(c, %))", "\"1 M\"", "\"1 Q\""),
        Line("scan{scanCode = \"TOP_PERC_GAIN\", numberOfRows = %}", "5", "\"5\""),
        Line("scan{%}", "scanCode = \"TOP_PERC_GAIN\"", "instrument = \"STK\""),
        Line("contract(\"AAPL\", %)", "\"STK\", \"SMART\"", "\"SMART\", \"USD\""),
        Line("contract(\"AAPL\", %)", "\"STK\"", "\"stk\""),
        Line("contract.forex(%)", "\"EURUSD\"", "\"EUROUSD\""), Line("expect(1 == 1%)", ", \"one is one\"", ""),
        Line("csv(\"out/x.csv\"%)", ", {\"a\"}", ""), Line("csv(\"out/y.csv\", {\"a\"}):row(%)", "{1}", "1"),
        Line("on(\"fill\"%)", ", print", ""),
        // Orders.
        Line("place(c, order.limit(\"BUY\", 1%))", ", 185", ""),
        Line("place(c, order.stop_limit(\"SELL\", 1, 185%))", ", 184", ""),
        Line("place(c, order{action = \"BUY\", totalQuantity = 1%})", ", orderType = \"MKT\"", ""),
        Line("place(c, {action = \"BUY\", totalQuantity = 1, orderType = \"LMT\"%})", ", lmtPrice = 185", ""),
        Line(
            "place(c, order{action = \"BUY\", totalQuantity = 1, orderType = \"LMT\", lmtPrice = 185, tif = %})",
            "\"GTC\"",
            "\"gtc\""
        ),
        // Raw requests.
        Line("tws.reqMktData(1, c, \"\", %, false)", "true", "1"),
        Line("tws.reqMktData{reqId = 1, %}", "contract = c", "contrct = c"),
        Line("tws.reqPositions(%)", "", "1"), Line("tws.reqMarketDataType(%)", "3", "\"3\""),
        Line("tws.reqContractDetails{%}", "symbol = \"AAPL\", secType = \"STK\"", "symbl = \"AAPL\", secTyp = \"STK\""),
    ]

    func findings(_ source: String) -> [Finding] {
        let check = ScriptCheck(vocabulary: .scriptHost.knowing(zones: ZoneDatabase.source(nil)))
        return check.findings(source: source, file: "example.lua")
    }

    func errors(_ source: String) -> [Finding] { findings(source).filter { $0.severity == .error } }

    func status(_ source: String) throws -> (Int32?, String) {
        let grant = try ScriptHeader.parse(source: source, file: "example.lua").files
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("ibscript-checked-\(UUID())")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let run = try ChaosRun(source, [], files: GrantedFiles(folder: folder.path, grant: grant))
        return (run.status, run.output.last)
    }

    @Test("what is wrong is found before, and what is right is not", arguments: lines + values)
    func agrees(_ line: Line) throws {
        let (right, wrong) = (line.with(line.right), line.with(line.wrong))
        let (good, end) = try status(right)
        #expect(good == 0, "\(line.right): \(end)")
        #expect(errors(right).isEmpty, "\(line.right): \(errors(right))")
        let bad = try status(wrong).0
        #expect(bad == 1 || bad == 4, "it is not refused")
        #expect(!errors(wrong).isEmpty, "it is not found")
    }

    /// What the text does not show is left alone.
    static let open = [
        bought + "t = {stat = 1} print(t.stat)", "local p = positions() p.foo = 1 print(p.foo)",
        "for _, p in ipairs({{foo = 1}}) do print(p.foo) end",
        "local ipairs = function() return next, {{foo = 1}} end for _, p in ipairs(positions()) do print(p.foo) end",
        "on(\"orderStatus\", function(status) print(status:lower()) end, {fields = {\"status\"}}) " + bought,
        "on(\"*\", function(m) print(m.typeName) end) " + bought, "on(\"ORDERSTATUS\", print)",
        "local function two() return 1, 185 end place(c, order.limit(\"BUY\", two()))",
        "local function three(...) place(c, order.limit(...)) end three(\"BUY\", 1, 185)",
        "local wait = place(c, order(\"BUY\", 1)).wait print(wait)",
        bought + "print(t.wait(t))", "x = place(c, order(\"BUY\", 1)) x = x.order print(x.action)",
        "spawn(function(t) print(t.stat) end, {stat = 1})",
        "tws.reqContractDetails{symbol = \"AAPL\", secType = \"STK\", exchange = \"SMART\", currency = \"USD\"}",
        "local f = {each = function(b) print(b.foo) end} f.each{foo = 1}",
    ]

    @Test("what a script makes of what it is given is left alone", arguments: open + openValues)
    func leftAlone(_ text: String) throws {
        let source = Self.header + text
        let (good, end) = try status(source)
        #expect(good == 0, "\(end)")
        #expect(errors(source).isEmpty, "\(errors(source))")
    }
}
