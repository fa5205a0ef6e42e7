/// A script to start from, for `ibscript new`.
package struct ScriptTemplate: Hashable, Sendable {
    /// The word that selects it.
    package let word: String
    /// What the script does, in one line.
    package let summary: String
    /// Everything after the header's `name`; `NAME` stands for the script's name.
    private let text: String
    /// The steps of the market course with which to try it.
    private let course: [String]

    /// The available templates; the first is the default.
    package static let all: [ScriptTemplate] = [.order, .bracket, .bars, .quotes]

    /// Returns the template for a word.
    package static func named(_ word: String) -> ScriptTemplate? { all.first { $0.word == word } }

    /// Returns the script's text under a name.
    package func script(named name: String) -> String { text.replacing("NAME", with: name) }

    /// Returns a market course on which `ibscript test` runs the script.
    package func course(named name: String) -> String {
        let head = [
            "# What the market does while ibscript test \(name).lua runs: prices, halts and faults at their times.",
            "# 10:00:05 AAPL 191.00          the price; 10,000 shares are wanted and offered at it",
            "# 10:00:05 AAPL 190.98 191.02   bid and ask",
            "# 10:00:05 AAPL 191.00 x60      the price of 60 shares",
            "# 10:01:00 halt AAPL            and resume AAPL",
            "# 10:02:00 fault 1101           TWS loses IB for 5 s, and its data for good",
            "# Times are New York's; the script begins at 10:00:00.",
        ]
        return (head + course).joined(separator: "\n") + "\n"
    }

    private static let order = ScriptTemplate(
        word: "order",
        summary: "buy, wait for the fill, say what it cost",
        text: """
            --[[ibscript
            api     = 1
            name    = "NAME"
            summary = "Buy and say what it cost"

            # Values that the command line sets: ibscript NAME.lua symbol=MSFT qty=5
            [inputs]
            symbol = { type = "symbol", default = "AAPL" }
            qty    = { type = "integer", default = 10, min = 1, max = 100 }

            # What the script may trade, whatever it does. Without this table the defaults apply, and live is refused.
            [trade]
            symbols       = ["$symbol"]
            order_types   = ["MKT"]
            max_order_qty = 100
            ]]

            local c = contract(input.symbol)

            -- place returns at once; wait() waits until the order is filled or has ended otherwise.
            local trade = place(c, order("BUY", input.qty))
            trade:wait()

            print(string.format("%s: %d of %d at %.2f", trade.status, trade.filled, input.qty, trade.avgFillPrice))

            -- ibscript test NAME.lua counts these; any other run says only what does not hold.
            expect(trade.filled == input.qty, "all of it is bought")

            """,
        course: ["10:00:00 AAPL 190.98 191.02", "10:05:00 end"]
    )

    private static let bracket = ScriptTemplate(
        word: "bracket",
        summary: "enter at the market, with a target and a stop",
        text: """
            --[[ibscript
            api     = 1
            name    = "NAME"
            summary = "Enter at the market, leave at a target or a stop"

            [inputs]
            symbol = { type = "symbol", default = "AAPL" }
            qty    = { type = "integer", default = 10, min = 1, max = 100 }
            target = { type = "number", default = 0.05, min = 0.01, summary = "gain at which to leave, per share" }
            stop   = { type = "number", default = 0.05, min = 0.01, summary = "loss at which to leave, per share" }

            [trade]
            symbols       = ["$symbol"]
            order_types   = ["MKT", "LMT", "STP"]
            max_order_qty = 100
            on_stop       = "cancel_entries"      # target and stop stay at the broker when the script ends
            ]]

            local c = contract(input.symbol)
            local q = quote(c)
            while not q.ask do wait("quote") end
            local price = q.ask
            q:off()

            -- Target and stop are children of the entry: TWS sends neither without it, and a fill of one cancels the other.
            local b = bracket(c, {
                action = "BUY", quantity = input.qty, target = price + input.target, stop = price - input.stop,
            })
            b.parent:wait()
            log("in: %d at %.2f", b.parent.filled, b.parent.avgFillPrice)

            first_of{b.target, b.stop}
            local out = b.target.filled > 0 and b.target or b.stop
            -- The exchange cancels the other one.
            first_of{b.target == out and b.stop or b.target, 5}
            print(string.format("out at %.2f by the %s", out.avgFillPrice, out == b.target and "target" or "stop"))

            -- ibscript test NAME.lua counts these; any other run says only what does not hold.
            expect(out.filled == b.parent.filled, "what was bought is sold")
            expect(own.position(c).position == 0, "nothing is left")

            """,
        course: [
            "10:00:00 AAPL 190.98 191.02", "10:00:05 AAPL 191.00 191.04", "10:00:10 AAPL 191.10", "10:05:00 end",
        ]
    )

    private static let bars = ScriptTemplate(
        word: "bars",
        summary: "trade on completed bars: hold above an average, be flat below",
        text: """
            --[[ibscript
            api     = 1
            name    = "NAME"
            summary = "Hold a stock while it closes above its average"

            [inputs]
            symbol = { type = "symbol", default = "AAPL" }
            qty    = { type = "integer", default = 10, min = 1, max = 100 }
            size   = { type = "string", default = "1 min", summary = "size of a bar" }
            length = { type = "integer", default = 20, min = 2, max = 500, summary = "bars of the average" }

            [trade]
            symbols       = ["$symbol"]
            order_types   = ["MKT"]
            max_order_qty = 100
            ]]

            local c = contract(input.symbol)
            local average = sma(input.length)

            -- A series that is kept up to date: earlier bars are there at once, and each new one when it is complete.
            local series = bars(c, input.size)
            for i = 1, #series do average:push(series[i].close) end

            on("bar", function(bar)
                average:push(bar.close)
                if not average.ready then return end
                -- ibscript test NAME.lua counts this; any other run says only what does not hold.
                expect(own.position(c).position <= input.qty, "never more than asked for")
                local wanted = bar.close > average.value and input.qty or 0
                if wanted ~= position(c) then
                    log("close %.2f, average %.2f: hold %d", bar.close, average.value, wanted)
                    target_position(c, wanted)
                end
            end)

            """,
        course: ["# Earlier bars."]
            + (30...59).map { "09:\($0):00 AAPL \($0 % 2 == 0 ? 190 : 191).00" }
            + ["# The price goes above its average, and below it again."]
            + (0...9).map { "10:0\($0):00 AAPL \(191 + $0).00" }
            + (10...19).map { "10:\($0):00 AAPL \(201 - $0).00" } + ["10:21:00 end"]
    )

    private static let quotes = ScriptTemplate(
        word: "quotes",
        summary: "watch some prices; sends no orders",
        text: """
            --[[ibscript
            api     = 1
            name    = "NAME"
            summary = "Watch some prices"

            [inputs]
            symbols = { type = "symbols", default = ["AAPL", "MSFT", "SPY"] }
            rounds  = { type = "integer", default = 5, min = 1, summary = "how often to look" }
            ]]

            local quotes = {}
            for _, symbol in ipairs(input.symbols) do quotes[symbol] = quote(contract(symbol)) end

            for _ = 1, input.rounds do
                sleep(1)
                for _, symbol in ipairs(input.symbols) do
                    local q = quotes[symbol]
                    print(symbol, q.bid, q.ask, q.last)
                    -- ibscript test NAME.lua counts this; any other run says only what does not hold.
                    expect(q.bid and q.bid <= q.ask, symbol .. " has a bid and an ask")
                end
            end

            """,
        course: [
            "10:00:00 AAPL 190.98 191.02", "10:00:00 MSFT 420.00 420.05", "10:00:00 SPY 600.00 600.01",
            "10:00:03 AAPL 191.00 191.03", "10:01:00 end",
        ]
    )
}
