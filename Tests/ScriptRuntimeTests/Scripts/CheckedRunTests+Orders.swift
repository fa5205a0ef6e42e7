import ScriptCheck
import Testing

/// What the check finds in orders that the permissions refuse: currency pairs, times in force, and orders that are only
/// made.
extension CheckedRunTests {
    private static let pairs = "max_order_qty = 100000\nsymbols = "
    private static let market = "order_types = [\"MKT\"]\nmax_order_qty = 100"
    private static let cancelled = "tifs = [\"GTC\"]"
    private static let opening = "tifs = [\"OPG\"]"
    private static let pair = "[\"$pair\"]\n[inputs]\npair = {type = \"symbol\", default = \"EUR.USD\"}"
    private static let base = "[\"$base\"]\n[inputs]\nbase = {type = \"symbol\", default = \"EUR\"}"

    /// Returns a line that buys a currency pair.
    private static func buying(_ arguments: String) -> String {
        "place(contract.forex(\(arguments)), order(\"BUY\", 25000)):wait()"
    }

    /// Keys of `[trade]`, and lines that they refuse.
    static let refusedOrders: [(String, String)] = [
        // The symbol of a pair is its base currency.
        (pairs + "[\"EURUSD\"]", buying("\"EURUSD\"")), (pairs + "[\"EUR.USD\"]", buying("\"EUR.USD\"")),
        (pairs + "[\"EUR\"]", buying("\"GBP.USD\"")), (pairs + "[\"USD\"]", buying("\"EUR\", \"USD\"")),
        (pairs + "[\"USD\"]", "for _, p in ipairs{\"EUR.USD\"} do \(buying("p")) end"),
        (pairs + pair, buying("input.pair")), (pairs + pair, "local p = input.pair " + buying("p")),
        // Times in force.
        (cancelled, "place(c, order(\"BUY\", 10))"), (cancelled, "local o = order(\"BUY\", 10) place(c, o)"),
        (cancelled, "place(c, {action = \"BUY\", totalQuantity = 1, orderType = \"MKT\"})"),
        (cancelled, "place(c, order{action = \"BUY\", totalQuantity = 1, orderType = \"MKT\"})"),
        (cancelled, "place(c, order{action = \"BUY\", totalQuantity = 1, orderType = \"MKT\", tif = \"\"})"),
        (cancelled, "oca{{c, order(\"BUY\", 1, 185)}, {c, order(\"BUY\", 1, 184)}}"),
        (cancelled, "bracket(c, {action = \"BUY\", quantity = 1, target = 200, stop = 180})"),
        (cancelled, "what_if(c, order(\"BUY\", 1))"), (cancelled, "place(c, order.moo(\"BUY\", 10))"),
        ("tifs = [\"DAY\"]", "place(c, order.moo(\"BUY\", 10))"),
        ("tifs = [\"DAY\"]", "place(c, order.loo(\"BUY\", 10, 185))"), (opening, "place(c, order(\"BUY\", 10))"),
        // Orders that are placed in a roundabout way.
        (market, "local o = order.trail(\"SELL\", 10, 2) local p = o place(c, p)"),
        (market, "local o = order.trail(\"SELL\", 10, 2) local t = {o} place(c, t[1])"),
        (market, "local o = order.trail(\"SELL\", 10, 2) print(o.auxPrice) local function f() place(c, o) end f()"),
        (market, "local o = order(\"BUY\", 200) local function f() return o end place(c, f())"),
        (market, "local o o = order(\"BUY\", 200) print(o.action) place(c, o)"),
    ]

    /// Keys of `[trade]`, and lines that they permit.
    static let permittedOrders: [(String, String)] = [
        (pairs + "[\"EUR\"]", buying("\"EURUSD\"")), (pairs + "[\"EUR\"]", buying("\"EUR.USD\"")),
        (pairs + "[\"EUR\"]", buying("\"EUR/USD\"")), (pairs + "[\"EUR\"]", buying("\"EUR\", \"USD\"")),
        (pairs + "[\"EUR\"]", "for _, p in ipairs{\"EUR.USD\"} do \(buying("p")) end"),
        (pairs + base, buying("input.base, \"USD\"")), (pairs + base, buying("input.base .. \"USD\"")),
        (cancelled, "local o = order(\"BUY\", 10) o.tif = \"GTC\" place(c, o)"),
        (cancelled, "local o = order(\"BUY\", 10) o[\"t\" .. \"if\"] = \"GTC\" place(c, o)"),
        (
            cancelled,
            "local function gtc(x) x.tif = \"GTC\" return x end local o = order(\"BUY\", 10) place(c, gtc(o))"
        ),
        (
            cancelled,
            "local t = place(c, order{action = \"BUY\", totalQuantity = 1, orderType = \"LMT\", lmtPrice = 180, "
                + "tif = \"GTC\"}) t:modify{lmtPrice = 181}"
        ),
        (cancelled, "bracket(c, {action = \"BUY\", quantity = 1, target = 200, stop = 180, tif = \"GTC\"})"),
        (opening, "place(c, order.moo(\"BUY\", 10))"), (opening, "place(c, order.loo(\"BUY\", 10, 185))"),
        ("tifs = [\"DAY\"]", "place(c, order.moo{action = \"BUY\", totalQuantity = 1, tif = \"DAY\"})"),
        // Orders that are only made.
        (market, "local o = order.trail(\"SELL\", 10, 2) print(o.auxPrice)"),
        (market, "local o = order(\"BUY\", 20000) o.totalQuantity = 30000 print(o.totalQuantity)"),
        (market, "print(order(\"BUY\", 20000).totalQuantity)"), (market, "local o = order.moo(\"BUY\", 10)"),
    ]

    private func source(_ keys: String, _ text: String) -> String {
        "--[[ibscript\napi = 1\nname = \"example\"\n[trade]\n\(keys)\n]]\nlocal c = contract(\"AAPL\")\n\(text)"
    }

    @Test("an order that the permissions refuse is found before", arguments: refusedOrders)
    func orderRefused(_ keys: String, _ text: String) throws {
        let source = source(keys, text)
        #expect(try status(source).0 == 4)
        #expect(errors(source).contains { $0.code == .denied })
    }

    @Test("an order that the permissions allow, or that is never placed, is not found", arguments: permittedOrders)
    func orderPermitted(_ keys: String, _ text: String) throws {
        let source = source(keys, text)
        let (good, end) = try status(source)
        #expect(good == 0, "\(end)")
        #expect(errors(source).isEmpty, "\(errors(source))")
    }

    @Test("a currency that a pair has is not called unused")
    func usedCurrency() {
        let found = findings(source(Self.pairs + "[\"177\", \"USD\"]", Self.buying("\"USD.HKD\"")))
        let unused = found.filter { $0.code == .unusedPermission }.map(\.message)
        #expect(unused.count == 1 && unused.allSatisfy { $0.contains("177") }, "\(unused)")
    }

    @Test("the defaults permit no opening auction, and an order without a time in force is for the day")
    func times() {
        let plain = "--[[ibscript\napi = 1\nname = \"example\"\n]]\nplace(contract(\"AAPL\"), order.moo(\"BUY\", 10))"
        #expect(errors(plain).map(\.message).contains { $0.hasPrefix("order.tif: \"OPG\" is not permitted") })
        let daily = errors(source(Self.cancelled, "place(c, order(\"BUY\", 10))")).map(\.message)
        #expect(daily.contains { $0.hasPrefix("order.tif: an order without tif is \"DAY\", which is not permitted") })
    }
}
