/// The script of the product page.
enum ExampleHeader {
    static let script = #"""
        --[[ibscript
        api     = 1
        name    = "buy-aapl"
        summary = "Buy once, at market or at a limit"

        [inputs]
        symbol = { type = "symbol", default = "AAPL" }
        qty    = { type = "integer", default = 100, min = 1, max = 500 }
        limit  = { type = "price", optional = true }

        [trade]
        symbols         = ["$symbol"]        # binds the permission to the input
        sides           = ["BUY"]
        order_types     = ["MKT", "LMT"]
        max_order_qty   = 500
        max_notional    = 150000             # per run, in the account's base currency
        max_orders_per_minute = 5
        on_stop         = "leave"            # what happens to working orders when the run ends
        ]]

        local trade = place(contract(input.symbol), order("BUY", input.qty, input.limit))
        trade:wait()
        log("bought %d at %.2f, commission %.2f", trade.filled, trade.avgFillPrice, trade.commission)
        """#

    /// A script whose header has the given lines after `api = 1`; its first line is line 3 of the file.
    static func with(_ lines: String) -> String { "--[[ibscript\napi = 1\n\(lines)\n]]\n" }
}
