internal import ScriptHeader
internal import TWSWire
internal import Testing
internal import Trading

@Suite struct ScriptHeaderTests {
    @Test func readsTheExample() throws {
        let header = try ScriptHeader.parse(source: ExampleHeader.script, file: "buy_aapl.lua")
        #expect(header.isPresent)
        #expect(header.name == "buy-aapl")
        #expect(header.summary == "Buy once, at market or at a limit")
        #expect(header.inputs.map(\.name) == ["symbol", "qty", "limit"])
        #expect(header.inputs.map(\.type) == [.symbol, .integer, .price])
        #expect(header.inputs[1].min == .integer(1) && header.inputs[1].max == .integer(500))
        #expect(header.inputs.map(\.isRequired) == [false, false, false])
        let permissions = try #require(header.permissions)
        #expect(permissions.symbols == ["$symbol"])
        #expect(permissions.sides == [.buy])
        #expect(permissions.orderTypes == [.market, .limit])
        #expect(permissions.maxOrderQuantity == 500)
        #expect(permissions.maxNotional == 150_000)
        #expect(permissions.maxOrdersPerMinute == 5)
        #expect(permissions.onStop == .leave)
        #expect(permissions.short == nil)
        #expect(header.budget == .standard)
        #expect(!header.writesToStdout)
    }

    @Test(arguments: [
        ("scripts/watch.lua", "watch"), ("watch", "watch"), ("/a/b.c.lua", "b.c"), (".lua", ".lua"),
    ])
    func withoutAHeaderTheFileGivesTheName(_ file: String, _ name: String) throws {
        let header = try ScriptHeader.parse(source: "print(1)", file: file)
        #expect(!header.isPresent)
        #expect(header.name == name)
        #expect(header.inputs.isEmpty && header.permissions == nil)
    }

    @Test func readsEveryKey() throws {
        let header = try ScriptHeader.parse(
            source: ExampleHeader.with(
                #"""
                author = "A. Trader"
                version = "1.2"
                [trade]
                symbols = ["AAPL", "BRK B", "ES.1"]
                sides = ["BUY", "SELL"]
                order_types = ["STP LMT"]
                max_order_qty = 0.5
                on_stop = "cancel_entries"
                short = true
                fractional = true
                negative_prices = false
                allow_repeat = true
                algos = ["Vwap"]
                conditions = true
                combos = true
                outside_rth = true
                order_fields = ["hidden"]
                [budget]
                instructions = 500000000
                main_instructions = 1
                memory_mib = 640
                seconds = 2.5
                [files]
                stdout = true
                """#
            ),
            file: "all.lua"
        )
        let trade = try #require(header.permissions)
        #expect(trade.presentKeys.count == 14)
        #expect(
            trade.maxOrderQuantity?.double == 0.5 && trade.onStop == .cancelEntries && trade.negativePrices == false
        )
        #expect(trade.algos == ["Vwap"] && trade.orderFields == ["hidden"])
        #expect(
            header.budget
                == ScriptBudget(
                    instructions: 500_000_000,
                    mainInstructions: 1,
                    memoryMiB: 640,
                    seconds: 2.5
                )
        )
        #expect(header.writesToStdout)
        #expect(header.author == "A. Trader" && header.version == "1.2" && header.name == "all")
    }

    @Test func keepsTheOrderOfTheFile() throws {
        let header = try ScriptHeader.parse(
            source: ExampleHeader.with(
                """
                [inputs.zeta]
                type = "string"
                [inputs.alpha]
                type = "boolean"
                [inputs]
                mid = { summary = "a = { ] #", default = 3, type = "integer" }
                """
            ),
            file: "x.lua"
        )
        #expect(header.inputs.map(\.name) == ["zeta", "alpha", "mid"])
        #expect(header.inputs.map(\.line) == [3, 5, 8])
    }

    @Test(arguments: [
        "--[==[ibscript\napi = 1\nsummary = \"a]]b\"\n]==]", "#!/usr/bin/env ibscript\n--[[ibscript\napi = 1\n]]",
        "\n\n  --[[ibscript api = 1 ]] print(1)", "\u{FEFF}--[[ibscript\r\napi = 1\r\n]]",
    ])
    func findsTheHeader(_ source: String) throws {
        #expect(try ScriptHeader.parse(source: source, file: "x.lua").isPresent)
    }

    @Test(arguments: [
        "-- a script\nprint(1)", "--[[ a comment about ibscript ]] print(1)", "--[[ibscripts are\nfine]]",
        "print('--[[ibscript')",
        "--[[ notes\nibscript\n]]", "x = [[--[[ibscript\napi=1\n]]",
    ])
    func otherCommentsAreNoHeader(_ source: String) throws {
        #expect(try !ScriptHeader.parse(source: source, file: "x.lua").isPresent)
    }
}
