import CivilTime
import MarketFiles
import Testing

@Suite("Files of bars and ticks")
struct MarketFileReaderTests {
    private static let berlin = ZoneRules(
        fixed: ZoneRules.Setting(offset: 3_600, isDaylight: false, abbreviation: "CET")
    )

    private func read(
        _ text: String,
        length: BarLength? = nil,
        zone: ZoneRules = .newYork,
        pieces: Int = .max
    ) throws(MarketFileError) -> [BarSeries] {
        var options = MarketFileReader.Options(file: "x.csv", symbol: "AAPL") {
            $0 == "US/Eastern" ? .newYork : $0 == "Europe/Berlin" ? Self.berlin : nil
        }
        (options.length, options.zone) = (length, zone)
        var reader = MarketFileReader(options)
        var bytes = Array(text.utf8)[...]
        while !bytes.isEmpty {
            try reader.read(Array(bytes.prefix(pieces)))
            bytes = bytes.dropFirst(pieces)
        }
        return try reader.finish()
    }

    /// 2024-01-02 09:30 New York, which is 14:30 UTC.
    private static let opening: Int64 = 1_704_205_800_000_000_000

    // MARK: Exports

    @Test(
        "the exports of IB, ib_async, Yahoo and Stooq say the same",
        arguments: [
            // ib_async: util.df(bars).to_csv
            """
            ,date,open,high,low,close,volume,average,barCount
            0,2024-01-02 09:30:00-05:00,10.0,12.0,9.0,11.0,100.0,10.5,7
            1,2024-01-02 09:31:00-05:00,11.0,11.0,10.0,10.5,200.0,10.7,9
            """,
            // TWS API's texts, with and without a zone
            """
            Date,Open,High,Low,Close,Volume,WAP,Count
            20240102 09:30:00 US/Eastern,10,12,9,11,100,10.5,7
            20240102 09:31:00 US/Eastern,11,11,10,10.5,200,10.7,9
            """,
            "Date,Open,High,Low,Close,Volume\n20240102  09:30:00,10,12,9,11,100\n20240102  09:31:00,11,11,10,10.5,200\n",
            // yfinance, one-minute bars
            """
            Datetime,Open,High,Low,Close,Adj Close,Volume
            2024-01-02 14:30:00+00:00,10,12,9,11,9.9,100
            2024-01-02 14:31:00+00:00,11,11,10,10.5,9.9,200
            """,
            // Stooq, database files
            """
            <TICKER>,<PER>,<DATE>,<TIME>,<OPEN>,<HIGH>,<LOW>,<CLOSE>,<VOL>,<OPENINT>
            AAPL.US,1,20240102,093000,10,12,9,11,100,0
            AAPL.US,1,20240102,093100,11,11,10,10.5,200,0
            """,
            // Seconds and thousandths since 1970; other separators, CRLF, quotes
            "timestamp;open;high;low;close;volume\r\n1704205800;10;12;9;11;100\r\n1704205860;11;11;10;10.5;200\r\n",
            "\"ts\",\"o\",\"h\",\"l\",\"c\",\"v\"\n\"1704205800000\",\"10\",\"12\",\"9\",\"11\",\"100\"\n1704205860000,11,11,10,10.5,200\n",
            "date,time,open,high,low,close,volume\n01/02/2024,9:30,10,12,9,11,100\n1/2/2024,09:31,11,11,10,10.5,200\n",
            // Newest first
            "date,open,high,low,close,volume\n2024-01-02T09:31,11,11,10,10.5,200\n2024-01-02T09:30,10,12,9,11,100\n",
        ]
    )
    func exports(text: String) throws {
        let series = try #require(try read(text).first)
        #expect(series.symbol == "AAPL")
        #expect(series.length == .seconds(60))
        #expect(series.times == [Self.opening, Self.opening + 60_000_000_000])
        #expect(series.open == [10, 11])
        #expect(series.high == [12, 11])
        #expect(series.low == [9, 10])
        #expect(series.close == [11, 10.5])
        #expect(series.volume == [100, 200])
    }

    @Test(
        "rows of dates, or of midnights only, are days, named by the date as it is written",
        arguments: [
            "Date,Open,High,Low,Close,Adj Close,Volume\n2024-01-02,1,1,1,1,1,5\n2024-01-03,2,2,2,2,2,6\n",
            "Date,Open,High,Low,Close,Volume\n20240102,1,1,1,1,5\n20240103,2,2,2,2,6\n",
            "Date,Open,High,Low,Close,Volume\n2024-01-02 00:00:00-05:00,1,1,1,1,5\n2024-01-03 00:00:00-05:00,2,2,2,2,6\n",
        ]
    )
    func days(text: String) throws {
        let series = try #require(try read(text).first)
        #expect(series.length == .day)
        #expect(series.times == [19_724 * 86_400_000_000_000, 19_725 * 86_400_000_000_000])
        #expect(series.volume == [5, 6])
    }

    /// `date -u -d @1772773200` is 2026-03-06 05:00, midnight in New York before the clocks change; 1773028800 is 04:00 of the
    /// 9th, after it.
    @Test("seconds since 1970 are days at midnight of the file's zone, as a download writes them, and at that of UTC")
    func daysInSeconds() throws {
        for rows in ["1772773200,1,1,1,1,5\n1773028800,2,2,2,2,6\n", "1772755200,1,1,1,1,5\n1773014400,2,2,2,2,6\n"] {
            let series = try #require(try read("time,open,high,low,close,volume\n" + rows).first)
            #expect(series.length == .day)
            // 2026-03-06 and 2026-03-09.
            #expect(series.times == [20_518 * 86_400_000_000_000, 20_521 * 86_400_000_000_000])
        }
    }

    @Test("bars that begin at midnight are no days once a later one comes")
    func midnight() throws {
        let text = "date,open,high,low,close\n2024-01-02 00:00,1,1,1,1\n2024-01-02 00:30,1,1,1,1\n"
        let series = try #require(try read(text).first)
        #expect(series.length == .seconds(1_800))
        // Midnight in New York is 05:00 UTC.
        #expect(series.times[0] == (19_724 * 24 + 5) * 3_600_000_000_000)
    }

    @Test("ticks have a price and a size, and may share a moment")
    func ticks() throws {
        let text = "time,price,size\n2024-01-02 09:30:00.250,10.5,3\n2024-01-02 09:30:00.250,10.6,4\n"
        let series = try #require(try read(text).first)
        #expect(series.length == .tick)
        #expect(series.times == [Self.opening + 250_000_000, Self.opening + 250_000_000])
        #expect(series.close == [10.5, 10.6])
        #expect(series.open == series.close)
        #expect(series.volume == [3, 4])
    }

    @Test("a file with several symbols gives a series for each")
    func symbols() throws {
        let text = "symbol,date,open,high,low,close\nB,2024-01-02,1,1,1,1\na,2024-01-02,2,2,2,2\nB,2024-01-03,3,3,3,3\n"
        let series = try read(text)
        #expect(series.map(\.symbol) == ["B", "A"])
        #expect(series.map(\.close) == [[1, 3], [2]])
    }

    @Test("the file's zone applies to times without one, over the change to summer time")
    func zones() throws {
        let text = "date,open,high,low,close\n2024-03-08 09:30,1,1,1,1\n2024-03-11 09:30,1,1,1,1\n"
        let eastern = try #require(try read(text, length: .seconds(60)).first)
        #expect(eastern.times[1] - eastern.times[0] == (3 * 24 - 1) * 3_600_000_000_000)
        let fixed = try #require(try read(text, length: .seconds(60), zone: Self.berlin).first)
        #expect(fixed.times[1] - fixed.times[0] == 3 * 24 * 3_600_000_000_000)
    }

    @Test(
        "rows of an export without any price are passed over",
        arguments: ["null,null,null,null,null", "nan,,NaN,N/A,"]
    )
    func passedOver(cells: String) throws {
        let series = try read("Date,Open,High,Low,Close,Volume\n2024-01-02,\(cells)\n2024-01-03,2,2,2,2,6\n")
        #expect(series.first?.close == [2])
    }

    @Test("in whatever pieces the bytes come, the columns are the same", arguments: [1, 2, 7, 64])
    func pieces(size: Int) throws {
        let text = "date,open,high,low,close,volume\r\n2024-01-02 09:30,10,12,9,11,100\r\n2024-01-02 09:31,1,1,1,1,1"
        #expect(try read(text, pieces: size) == read(text))
    }

    // MARK: Faults

    @Test(
        "a bad line is named with its file, its number and the reason",
        arguments: [
            ("2024-01-02,1,1,1,1,x", "x.csv:2: volume \"x\" is not a number"),
            ("2024-01-02,1,1,1,1", "x.csv:2: it has 5 fields, and the header 6"),
            ("2024-01-02,1,1,2,1,0", "x.csv:2: high 1.0 is below low 2.0"),
            ("2024-01-02,3,2,1,1,0", "x.csv:2: open 3.0 is not between low 1.0 and high 2.0"),
            ("2024-01-02,1,2,1,,0", "x.csv:2: it has no close"),
            ("2024-01-02,1,2,1,1e,0", "x.csv:2: close \"1e\" is not a number"),
            ("2024-01-02,1,inf,1,1,0", "x.csv:2: high \"inf\" is not a number"),
            ("2024-01-02,1,2,1,1,-5", "x.csv:2: volume -5.0 is below zero"),
            ("2024-02-30,1,1,1,1,1", "x.csv:2: \"2024-02-30\" is not a time; see docs/backtesting.md"),
            ("2024-01-02 25:00,1,1,1,1,1", "x.csv:2: \"2024-01-02 25:00\" is not a time; see docs/backtesting.md"),
            (
                "2024-01-02 09:30 Mars/Base,1,1,1,1,1",
                "x.csv:2: \"2024-01-02 09:30 Mars/Base\" is not a time; see docs/backtesting.md"
            ),
            ("2024-01-02,1,1,1,1,1\n\n2024-01-02,1,1,1,1,1", "x.csv:4: its time is that of the line before"),
            (
                "2024-01-02,1,1,1,1,1\n2024-01-04,1,1,1,1,1\n2024-01-03,1,1,1,1,1",
                "x.csv:4: its time is before that of the line before"
            ),
            ("", "x.csv: it has no rows"),
            (
                "2024-01-02 09:30,1,1,1,1,1",
                "x.csv: it has one bar of AAPL, which does not tell their length; say it with --bars, as in --bars \"1 day\""
            ),
            (
                "2024-01-02 09:30:00,1,1,1,1,1\n2024-01-02 09:30:07,1,1,1,1,1",
                "x.csv: its bars of AAPL are 7.0 s apart or more, which does not tell their length; "
                    + "say it with --bars, as in --bars \"1 day\""
            ),
        ]
    )
    func faults(lines: String, message: String) {
        let error = #expect(throws: MarketFileError.self) {
            try read("date,open,high,low,close,volume\n" + lines + "\n")
        }
        #expect(error?.description == message)
    }

    @Test(
        "a header that does not name what is needed",
        arguments: [
            ("", "x.csv: it is empty"),
            (
                "open,high,low,close",
                "x.csv:1: there is no column date in \"open,high,low,close\"; the first line names the columns"
            ),
            (
                "date,open,high,close",
                "x.csv:1: there is no column low in \"date,open,high,close\"; the first line names the columns"
            ),
            (
                "date,size",
                "x.csv:1: there is no column price in \"date,size\"; a file of bars has open, high, low and close, one of ticks price and size"
            ),
            (
                "date,open,high,low,close,last",
                "x.csv:1: several columns of \"date,open,high,low,close,last\" mean close"
            ),
        ]
    )
    func headers(text: String, message: String) {
        let error = #expect(throws: MarketFileError.self) { try read(text) }
        #expect(error?.description == message)
    }

    // MARK: Numbers

    /// Against the standard library's own reading.
    @Test("numbers are the nearest there are")
    func numbers() throws {
        var generator = SystemRandomNumberGenerator()
        var texts = ["0", "-0.5", "1e-3", "123456789012345678.25", "0.1", "1.", ".5", "99999999999999.9", "5e2"]
        for _ in 0..<2_000 {
            let whole = UInt64.random(in: 0...(1 << UInt64.random(in: 1...60)), using: &generator)
            let digits = String(UInt64.random(in: 0...(1 << UInt64.random(in: 1...60)), using: &generator))
            texts.append("\(whole).\(digits.prefix(Int.random(in: 1...12, using: &generator)))")
        }
        let rows = texts.enumerated().map { "\(1_704_205_800 + $0.offset),\($0.element)" }
        let series = try #require(try read("time,price\n" + rows.joined(separator: "\n")).first)
        #expect(series.close == texts.map { Double($0 == "1." ? "1" : $0) })
    }
}
