import ScriptHost
import TWSWire
import Testing

@Suite("time and os")
struct TimeTests {
    /// What a script prints at second 1,000 of the epoch, in New York.
    private func prints(_ source: String) throws -> [String] {
        let bench = try ScriptBench(source)
        #expect(bench.end?.message == nil)
        return bench.prints
    }

    @Test("Times become texts and texts times, by the zone asked for; thousandths stay")
    func texts() throws {
        #expect(
            try prints(
                """
                local t = time.parse("2026-03-09 09:30")
                print(t, math.type(t))
                print(time.format(t, "%Y-%m-%d %H:%M %Z"), time.format(t, "%H:%M", "Europe/London"))
                print(time.format(t))
                print(time.parse("2026-03-09 09:30", "Europe/London"), time.parse("20260309 09:30:00 US/Eastern") == t)
                print(time.parse("2026-03-09T13:30:00.25Z"), time.format(t + 0.25, "%S.%L"))
                print(time.format(0, "%F"), time.today(), time.today("UTC"))
                """
            ) == [
                "1773063000\tinteger", "2026-03-09 09:30 EDT\t13:30", "2026-03-09 09:30:00", "1773048600\ttrue",
                "1773063000.25\t00.250", "1969-12-31\t1969-12-31\t1970-01-01",
            ]
        )
    }

    @Test("time.date gives the fields of a clock, by Lua's names")
    func fields() throws {
        #expect(
            try prints(
                """
                local d = time.date(time.parse("2026-03-09 09:30:05"))
                print(d.year, d.month, d.day, d.hour, d.min, d.sec, d.wday, d.yday, d.isdst)
                print(time.date(1, "UTC").hour, time.date().year)
                """
            ) == ["2026\t3\t9\t9\t30\t5\t2\t68\ttrue", "0\t1969"]
        )
    }

    @Test("os as in Lua, on the run's clock and in New York")
    func lua() throws {
        #expect(
            try prints(
                """
                print(os.time(), os.time{year=2026, month=3, day=9}, os.time{year=2026, month=3, day=9, hour=0})
                print(os.date("%Y-%m-%d %H:%M", 1773063000), os.date("!%H:%M", 1773063000), os.date("*t", 0).year)
                print(os.difftime(5, 3), os.clock(), os.date("!%c", 0))
                print(os.time{year=2026, month=1, day=400} == os.time{year=2027, month=2, day=4})
                """
            ) == [
                "1000\t1773072000\t1773028800", "2026-03-09 09:30\t13:30\t1969", "2.0\t0.0\tThu Jan  1 00:00:00 1970",
                "true",
            ]
        )
        let bench = try ScriptBench("sleep(2) print(os.clock())")
        bench.advance(2)
        #expect(bench.prints == ["2.0"])
    }

    @Test(
        "What is no time, zone or pattern is an error that says so",
        arguments: [
            (#"time.parse("soon")"#, #"time.parse: "soon" is not a time"#),
            (#"time.format("2026")"#, "time.format: a time is a number of seconds, string was given"),
            (#"time.format(0, "%Q")"#, #"time.format: "%Q": %Q is not a conversion"#),
            (#"time.format(1e300)"#, "time.format: 1e+300 is not a time between the years 1900 and 9999"),
            (#"time.format(0/0)"#, "is not a time between"), (#"time.date(math.mininteger)"#, "is not a time between"),
            (#"time.today("Mars/Olympus")"#, #"time.today: "Mars/Olympus": no such time zone"#),
            (#"time.today("../../etc/passwd")"#, "no such time zone"),
            ("os.time{year=2026}", "os.time: field 'month' must be a whole number"),
            ("os.time{year=math.maxinteger, month=1, day=1}", "os.time: the fields are not a time"),
            ("os.time{year=2026, month=1, day=math.mininteger}", "os.time: the fields are not a time"),
            (#"at("25:00", print)"#, #"at: expected a time of day such as "15:55""#),
            (#"daily("09:35", print, {days = "Someday"})"#, #"daily: days: "Someday" is not a day"#),
            (#"daily("09:35", print, {dais = 1})"#, "did you mean days?"),
        ]
    )
    func errors(_ source: String, _ message: String) throws {
        let end = try ScriptBench(source).end?.message
        #expect(end?.contains(message) == true, "\(end ?? "no error")")
    }

    @Test("at calls once, when a clock shows the time next; off forgets it")
    func once() throws {
        // Second 1,000 is 19:16:40 of December 31 in New York.
        let bench = try ScriptBench(
            """
            at("19:20", function() print("here", now()) end)
            at("00:17", function() print("there", now()) end, "UTC")
            at("19:10", function() print("tomorrow", now()) end)
            local never = at("19:30", print)
            never:off()
            """
        )
        bench.advance(200)
        #expect(bench.prints == ["there\t1020.0", "here\t1200.0"])
        bench.advance(86_400)
        #expect(bench.prints.last == "tomorrow\t87000.0")
        #expect(bench.end != nil, "nothing is left to wait for")
    }

    @Test(
        "daily comes every day at the same time of the clock, over a change to summer time, on the days that were named"
    )
    func daily() throws {
        // From Friday 2026-03-06 12:00 in New York; clocks are set on Sunday.
        let bench = try ScriptBench(
            #"daily("09:35", function() print(time.format(now(), "%a %H:%M %Z")) end, {days = "Fri-Mon"})"#,
            at: 1_772_816_400
        )
        bench.advance(6 * 86_400)
        #expect(bench.prints == ["Sat 09:35 EST", "Sun 09:35 EDT", "Mon 09:35 EDT"])
    }
}
