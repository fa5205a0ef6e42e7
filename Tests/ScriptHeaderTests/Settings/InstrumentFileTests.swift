import MarketFiles
import ScriptHeader
import Testing

@Suite("instruments.toml")
struct InstrumentFileTests {
    @Test("a table says what an instrument is; the rest is that of a US stock")
    func reads() throws {
        let text = """
            [ES]
            sec_type   = "FUT"
            exchange   = "CME"
            hours      = "cme-futures"
            min_tick   = 0.25
            multiplier = 50
            expiry     = "20260320"

            [acme]
            min_tick = 0.05
            """
        let found = try InstrumentFile.descriptions(text, file: "instruments.toml")
        var future = InstrumentDescription()
        (future.secType, future.exchange, future.hours) = ("FUT", "CME", .chicagoFutures)
        (future.minTick, future.multiplier, future.expiry) = (0.25, 50, "20260320")
        var stock = InstrumentDescription()
        stock.minTick = 0.05
        #expect(found == ["ES": future, "ACME": stock])
    }

    @Test(
        "what is wrong is named with its line",
        arguments: [
            ("[ES]\ntick = 1", 2, "no such key"), ("[ES]\nsec_type = \"OPT\"", 2, "OPT is not one of STK, FUT, CASH"),
            ("\n[ES]\nhours = \"always\"", 3, "always is not one of us-stocks"),
            ("[ES]\nmin_tick = 0", 2, "must be above 0"),
            ("ES = 1", 1, "must be a table"), ("[ES", 1, "not valid TOML"),
        ]
    )
    func faults(text: String, line: Int, reason: String) {
        let error = #expect(throws: HeaderError.self) {
            try InstrumentFile.descriptions(text, file: "instruments.toml")
        }
        #expect(error?.line == line)
        #expect(error?.message.contains(reason) == true)
    }
}
