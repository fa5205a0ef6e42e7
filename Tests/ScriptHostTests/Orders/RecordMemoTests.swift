import RandomTesting
import ScriptHost
import TWSWire
import Testing

/// Orders and contracts that the host has made are read by what has changed since the last ones; a script's own tables are
/// read field by field. Both become the same orders, or an error.
@Suite struct RecordMemoTests {
    private static let orderValues: [(String, [String])] = [
        ("action", ["'BUY'", "'SELL'", "'buy'", "'B\\1'", "7"]),
        ("totalQuantity", ["1", "2", "2.5", "3.0", "0.1 + 0.2", "1 / 3", "1e300", "'4'", "0 / 0", "true"]),
        ("orderType", ["'LMT'", "'MKT'", "'STP'", "''"]),
        ("lmtPrice", ["190", "190.25", "189.9 + 0.05", "-1", "1 / 0", "'190'", "{}", "nil"]),
        ("auxPrice", ["nil", "nil", "180", "180.125"]),
        ("tif", ["'DAY'", "'GTC'", "nil", "'G\\127'"]),
        ("goodTillDate", ["nil", "nil", "'20270105 10:00:00'", "1800000000", "1800000000.5", "-1e300"]),
        ("outsideRth", ["true", "false", "nil", "1"]),
        ("triggerMethod", ["nil", "2", "2.0", "2.5", "1e12", "true"]),
        ("orderRef", ["nil", "nil", "nil", "'mine'"]),
        ("m_hidden", ["nil", "nil", "nil", "true"]),
        ("nothing", ["nil", "nil", "nil", "nil", "1"]),
        ("conditions", ["nil", "nil", "nil", "{}"]),
    ]
    private static let contractValues: [(String, [String])] = [
        ("symbol", ["'AAPL'", "'MSFT'", "'\\xff'", "''", "5"]),
        ("secType", ["'STK'", "nil", "'OPT'", "'stk'"]),
        ("exchange", ["'SMART'", "nil", "'NYSE'"]),
        ("primaryExchange", ["nil", "nil", "'SMART'", "'NASDAQ'"]),
        ("currency", ["'USD'", "nil"]),
        ("conId", ["nil", "nil", "265598", "265598.0", "0.5"]),
        ("strike", ["nil", "100", "100.5", "1 / 3"]),
        ("secId", ["nil", "nil", "nil", "'US0378331005'"]),
        ("comboLegs", ["nil", "nil", "nil", "{{conId = 1, ratio = 1, action = 'BUY', exchange = 'SMART'}}"]),
    ]

    /// A script that changes a record and a table of its own alike, step by step, and places both.
    private static func script(_ random: inout SplitMix) -> String {
        var lines = [
            "local c1, o1 = contract('AAPL'), order('BUY', 1, 190)",
            "local c2 = {symbol = 'AAPL', secType = 'STK', exchange = 'SMART', currency = 'USD'}",
            "local o2 = {action = 'BUY', totalQuantity = 1, orderType = 'LMT', lmtPrice = 190}",
            "local function try(c, o) local ok, e = pcall(place, c, o) print(ok or tostring(e)) end",
        ]
        for _ in 0..<60 {
            for _ in 0..<Int.random(in: 0...2, using: &random) {
                let isOrder = !random.oneIn(3)
                guard let (name, values) = (isOrder ? orderValues : contractValues).randomElement(using: &random),
                    let value = values.randomElement(using: &random)
                else { continue }
                let tables = isOrder ? ("o1", "o2") : ("c1", "c2")
                lines.append("\(tables.0).\(name) = \(value) \(tables.1).\(name) = \(value)")
            }
            // What is wrong does not stay so for long.
            if random.oneIn(4) {
                lines.append("c1, o1 = contract('AAPL'), order('SELL', 2, 191)")
                lines.append("c2 = {symbol = 'AAPL', secType = 'STK', exchange = 'SMART', currency = 'USD'}")
                lines.append("o2 = {action = 'SELL', totalQuantity = 2, orderType = 'LMT', lmtPrice = 191}")
            }
            lines.append("try(c1, o1) try(c2, o2)")
        }
        return lines.joined(separator: "\n")
    }

    @Test(arguments: 1...40)
    func recordsAndTablesBecomeTheSameOrders(seed: UInt64) throws {
        var random = SplitMix(seed: seed)
        let source = Self.script(&random)
        let bench = try ScriptBench(source)
        #expect(bench.prints.count == 120, "\(bench.end as Any)")
        var placed = bench.placed.makeIterator()
        for step in stride(from: 0, to: bench.prints.count - 1, by: 2) {
            // Of several mistakes, the first one in the record's order is named, which a table does not have.
            #expect((bench.prints[step] == "true") == (bench.prints[step + 1] == "true"), "\(bench.prints[step])")
            guard bench.prints[step] == "true", let first = placed.next(), var second = placed.next() else { continue }
            second.order.orderRef = first.order.orderRef
            #expect(first.contract == second.contract && first.order == second.order, "seed \(seed), step \(step / 2)")
        }
        #expect(placed.next() == nil)
    }

    /// The arguments of `order` and its short forms, and the table that says the same.
    @Test(arguments: [
        ("order('BUY', 1)", "{action = 'BUY', totalQuantity = 1, orderType = 'MKT'}"),
        ("order('SELL', 2.5, 190)", "{action = 'SELL', totalQuantity = 2.5, orderType = 'LMT', lmtPrice = 190}"),
        ("order('BUY', 3.0, 190.25)", "{action = 'BUY', totalQuantity = 3, orderType = 'LMT', lmtPrice = 190.25}"),
        ("order.stop('SELL', 1, 180)", "{action = 'SELL', totalQuantity = 1, orderType = 'STP', auxPrice = 180}"),
        (
            "order.loo('BUY', 1, 9)",
            "{action = 'BUY', totalQuantity = 1, orderType = 'LMT', tif = 'OPG', lmtPrice = 9}"
        ),
        (
            "order.trail_limit('SELL', 1, 2, 0.5)",
            "{action = 'SELL', totalQuantity = 1, orderType = 'TRAIL LIMIT', auxPrice = 2, lmtPriceOffset = 0.5}"
        ),
        ("order.peg_mid('BUY', 1)", "{action = 'BUY', totalQuantity = 1, orderType = 'PEG MID'}"),
    ])
    func shortFormsMakeTheRecordOfTheirFields(_ call: String, _ table: String) throws {
        let bench = try ScriptBench(
            """
            local function show(o)
                local words = {}
                for k, v in pairs(o) do words[#words + 1] = k .. "=" .. tostring(v) .. ":" .. tostring(math.type(v)) end
                table.sort(words)
                return table.concat(words, " ") .. " " .. tostring(o)
            end
            print(show(\(call)))
            print(show(order(\(table))))
            """
        )
        #expect(bench.prints.count == 2 && bench.prints.first == bench.prints.last, "\(bench.prints)")
    }
}
