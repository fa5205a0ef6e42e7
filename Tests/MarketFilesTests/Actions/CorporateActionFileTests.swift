import MarketFiles
import Testing

@Suite("Files of splits and dividends")
struct CorporateActionFileTests {
    @Test("ratios in all three forms, dividends, both in a row, sorted by day")
    func reads() throws {
        let text =
            "date,symbol,split,dividend\n2020-08-31,AAPL,4:1,0.5\n2019-01-02,SPY,,1.25\n2021-01-04,X,1/10,\n2021-01-04,Y,2,\n"
        let actions = try CorporateActionFile.actions(Array(text.utf8), file: "actions.csv")
        #expect(actions.map(\.symbol) == ["SPY", "AAPL", "AAPL", "X", "Y"])
        #expect(actions.map(\.kind) == [.dividend(1.25), .split(4), .dividend(0.5), .split(0.1), .split(2)])
        // 2020-08-31 is 18,505 days after 1970-01-01: `date -d 2020-08-31 +%s` divided by 86,400.
        #expect(actions[1].day == 18_505)
    }

    @Test(
        "a bad line is named",
        arguments: [
            ("date,symbol,split\n2020-13-01,A,2", "a.csv:2: \"2020-13-01\" is not a day; write 2026-03-09"),
            ("date,symbol,split\n2020-01-01,,2", "a.csv:2: it names no symbol"),
            ("date,symbol,split\n2020-01-01,A,0", "a.csv:2: split \"0\" is not a ratio; write 4, 4:1 or 1:10"),
            ("date,symbol,dividend\n2020-01-01,A,-1", "a.csv:2: dividend \"-1\" is not an amount of money"),
            (
                "date,split\n2020-01-01,2",
                "a.csv:1: there is no column symbol; write date,symbol,split,dividend as the first line"
            ),
        ]
    )
    func faults(text: String, message: String) {
        let error = #expect(throws: MarketFileError.self) {
            try CorporateActionFile.actions(Array(text.utf8), file: "a.csv")
        }
        #expect(error?.description == message)
    }
}
