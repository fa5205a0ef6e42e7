internal import Notation
internal import Testing

/// The small idioms; expected values are worked out by hand or stand in the source named.
@Suite struct NotationTests {
    @Test func hexadecimalDigits() {
        #expect(Hexadecimal.text([0x00, 0x0f, 0xa9, 0xff]) == "000fa9ff")
        #expect(Hexadecimal.text([UInt8]()) == "")
        #expect(Hexadecimal.text(UInt32(0xe0d5)) == "0000e0d5")
        #expect(Hexadecimal.text(UInt32.max) == "ffffffff")
        #expect(Hexadecimal.bytes("000fA9Ff".utf8) == [0x00, 0x0f, 0xa9, 0xff])
        #expect(Hexadecimal.bytes("".utf8) == [])
        for wrong in ["0", "0g", "00 1", " 00", "/0", ":0", "@0", "G0", "`0", "é"] {
            #expect(Hexadecimal.bytes(wrong.utf8) == nil, "\(wrong)")
        }
    }

    @Test func digitsOfFixedWidth() {
        #expect(Digits.padded(7, to: 2) == "07")
        #expect(Digits.padded(123, to: 2) == "123")
        #expect(Digits.padded(0, to: 4) == "0000")
        #expect(Digits.padded(0x1b, to: 4, radix: 16) == "001b")
        #expect(Digits.clock(0) == "00:00:00")
        #expect(Digits.clock(86_399) == "23:59:59")
        #expect(Digits.clock(34_205) == "09:30:05")
        #expect(Digits.number("0930", count: 4) == 930)
        for wrong in ["930", "09300", "+930", "09:3", "٠٩٣٠"] {
            #expect(Digits.number(wrong[...], count: 4) == nil, "\(wrong)")
        }
    }

    @Test(
        arguments: [
            ("plain, \"quoted\" \\ Ä 中", "plain, \"quoted\" \\ Ä 中", #""plain, \"quoted\" \\ Ä 中""#),
            ("a\nb\r\tc", #"a\nb\r\tc"#, #""a\nb\r\tc""#),
            ("\u{1b}[2J\u{0}\u{7f}", #"\u{1b}[2J\u{0}\u{7f}"#, #""\u001b[2J\u0000\u007f""#),
            ("\u{9b}31m\u{85}", #"\u{9b}31m\u{85}"#, #""\u009b31m\u0085""#),
            (
                "x\u{202e}y\u{2066}z\u{200f}\u{61c}", #"x\u{202e}y\u{2066}z\u{200f}\u{61c}"#,
                #""x\u202ey\u2066z\u200f\u061c""#
            ),
            ("\u{2028}\u{2029}", #"\u{2028}\u{2029}"#, #""\u2028\u2029""#),
            // Neighbours of the ranges are shown.
            ("\u{20}\u{7e}\u{a0}\u{200d}\u{2010}\u{2027}\u{202f}\u{2065}\u{206a}", nil, nil),
        ] as [(String, String?, String?)]
    )
    func whatActsIsEscaped(_ text: String, _ line: String?, _ json: String?) {
        #expect(EscapedText.of(text) == line ?? text)
        #expect(EscapedText.json(text) == json ?? "\"\(text)\"")
    }

    @Test func aLongTextIsCut() {
        #expect(EscapedText.of("abcdef", longest: 6) == "abcdef")
        #expect(EscapedText.of("abcdefg", longest: 6) == "abcdef…")
        #expect(EscapedText.of("äbcdef", longest: 6) == "äbcdef")
        #expect(EscapedText.of("a\nb", longest: 2) == "a\\n…")
        #expect(EscapedText.of("", longest: 0) == "")
    }

    @Test func aTextInQuotes() {
        #expect(QuotedText.of("A\"\\\u{7}é") == #""A\"\\\u{7}\u{e9}""#)
        #expect(QuotedText.of(String(repeating: "x", count: 41)) == "\"" + String(repeating: "x", count: 40) + "…\"")
    }

    /// Days by `date -u -d DATE +%s` divided by 86,400.
    @Test(
        arguments: [
            (1970, 1, 1, 0), (1969, 12, 31, -1), (2000, 2, 29, 11_016), (2000, 3, 1, 11_017), (2026, 4, 13, 20_556),
            (1900, 2, 28, -25_509), (1900, 3, 1, -25_508), (2100, 3, 1, 47_541), (1600, 12, 31, -134_775),
        ]
    )
    func daysOfDates(_ year: Int, _ month: Int, _ day: Int, _ days: Int) {
        #expect(CivilDays.count(year: year, month: month, day: day) == days)
        #expect(CivilDays.date(days) == (year, month, day))
    }

    @Test func dayAfterDayForCenturies() {
        var date = CivilDays.date(-100_000)
        var faults: [Int] = []
        for days in -99_999...100_000 {
            let next = CivilDays.date(days)
            let follows =
                next == (date.year, date.month, date.day + 1) || next == (date.year, date.month + 1, 1)
                || (next == (date.year + 1, 1, 1) && date.month == 12)
            if !follows || CivilDays.count(year: next.year, month: next.month, day: next.day) != days {
                faults.append(days)
            }
            date = next
        }
        #expect(faults == [])
    }

    @Test func roundingToPlaces() {
        #expect((0.1 + 0.2).rounded(places: 8) == 0.3)
        #expect(2.5.rounded(places: 0) == 3)
        #expect((-2.5).rounded(places: 0) == -3)
        #expect(1.23456789.rounded(places: 6) == 1.234568)
        #expect(19.999.rounded(places: 2) == 20)
        #expect(1.0000000004.rounded(places: 9) == 1)
    }
}
