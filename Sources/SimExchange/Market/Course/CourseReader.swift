package import MarketFiles
internal import Notation
internal import TWSWire

/// Parses a course from its text, one event per line:
///
///     10:00:05 AAPL 191.00          the price, at which 10,000 shares are bid and offered
///     10:00:10 AAPL 191.00 x60      the same for 60
///     10:00:15 AAPL 190.98 191.02   bid and ask
///     10:01:00 halt AAPL            no order in AAPL fills
///     10:02:00 resume AAPL
///     10:02:00 fault 1101
///     10:05:00 end
///
/// Times are New York's on 2026-01-05, the first day of the simulator, unless preceded by a date. Text after a `#` is a
/// comment.
struct CourseReader {
    /// The size at a price if the text names none.
    private static let usualSize: Int64 = 10_000
    /// The largest number of lines of a course.
    private static let mostLines = 1_000_000

    private let file: String
    private let catalogue = InstrumentCatalogue(at: .virtualStart)
    private var course: MarketCourse
    private var line = 0
    private var halted: Set<Int> = []
    /// When the last price of an instrument comes, by conId.
    private var priced: [Int: ExchangeInstant] = [:]

    init(_ text: String, file: String) {
        self.file = file
        course = MarketCourse(text: text)
    }

    /// Reads the whole text.
    mutating func read() throws(MarketFileError) -> MarketCourse {
        for row in course.text.split(separator: "\n", omittingEmptySubsequences: false) {
            line += 1
            guard line <= Self.mostLines else { throw fault("more than \(Self.mostLines) lines") }
            let words = row.prefix { $0 != "#" }.split(whereSeparator: \.isWhitespace).map(String.init)
            if !words.isEmpty { try read(words) }
        }
        return course
    }

    private mutating func read(_ words: [String]) throws(MarketFileError) {
        guard course.end == nil else { throw fault("nothing may follow end") }
        let (time, rest) = try time(words)
        if let last = course.last, time < last { throw fault("a time before that of a line above") }
        course.last = time
        switch rest.first {
        case nil: throw fault("nothing happens at this time; write a symbol and a price, halt, resume, fault or end")
        case "halt", "resume":
            try needStart(time)
            try halt(rest, time)
        case "fault":
            try needStart(time)
            try fail(rest, time)
        case "end":
            guard rest.count == 1 else { throw fault("nothing may follow end") }
            course.end = time
        default: try price(rest, time)
        }
    }

    private func fault(_ reason: String) -> MarketFileError {
        MarketFileError(file: file, line: line, reason: reason)
    }

    // MARK: Times

    private func needStart(_ time: ExchangeInstant) throws(MarketFileError) {
        guard time >= .virtualStart else { throw fault("the simulator's time begins at 10:00:00") }
    }

    private func time(_ words: [String]) throws(MarketFileError) -> (ExchangeInstant, [String]) {
        var rest = words[...]
        var day = CivilDate(year: 2026, month: 1, day: 5)
        let date = words[0].split(separator: "-", omittingEmptySubsequences: false).map { Int($0) }
        if date.count == 3 {
            guard let year = date[0], let month = date[1], let number = date[2],
                let named = CivilDate(validatingYear: year, month: month, day: number)
            else { throw fault("\(words[0]) is not a date; write 2026-01-05") }
            day = named
            rest = rest.dropFirst()
        }
        guard let clock = rest.popFirst(), let nanoseconds = Self.clock(clock) else {
            throw fault("a time is missing; write 10:00:05")
        }
        let midnight = ExchangeZone.newYork.instant(day, secondOfDay: Int(nanoseconds / 1_000_000_000))
        return (midnight.adding(nanoseconds: nanoseconds % 1_000_000_000), Array(rest))
    }

    /// Returns the nanoseconds since midnight for `10:00`, `10:00:05` or `10:00:05.25`; `nil` for anything else.
    private static func clock(_ text: String) -> Int64? {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard (2...3).contains(parts.count), let hour = Int64(parts[0]), let minute = Int64(parts[1]),
            (0...23).contains(hour), (0...59).contains(minute)
        else { return nil }
        guard parts.count == 3 else { return (hour * 60 + minute) * 60_000_000_000 }
        guard let seconds = Double(parts[2]), seconds >= 0, seconds < 60 else { return nil }
        return (hour * 60 + minute) * 60_000_000_000 + Int64((seconds * 1e9).rounded())
    }

    // MARK: What happens

    private func instrument(_ symbol: String) throws(MarketFileError) -> Instrument {
        let stocks = catalogue.builtIn.filter { $0.secType == .stock && $0.currency == "USD" }
        if let stock = stocks.first(where: { $0.symbol == symbol }) { return stock }
        throw fault(
            "the simulator has no US stock \(symbol)" + NearestName.hint(for: symbol, among: stocks.map(\.symbol))
        )
    }

    private mutating func halt(_ words: [String], _ time: ExchangeInstant) throws(MarketFileError) {
        guard words.count == 2 else { throw fault("write \(words[0]) and one symbol") }
        let (stock, isOn) = (try instrument(words[1]), words[0] == "halt")
        guard priced[stock.conId] != nil else { throw fault("the course gives no price of \(words[1]) before") }
        guard halted.contains(stock.conId) != isOn else {
            throw fault("\(words[1]) is \(isOn ? "halted already" : "not halted")")
        }
        if isOn { halted.insert(stock.conId) } else { halted.remove(stock.conId) }
        course.turns.append(.init(time: time, turn: .halt(conId: stock.conId, isOn: isOn)))
    }

    private mutating func fail(_ words: [String], _ time: ExchangeInstant) throws(MarketFileError) {
        let known = ChaosPlan.timed.map(\.rawValue)
        guard words.count == 2, let plan = ChaosPlan(rawValue: words[1]), ChaosPlan.timed.contains(plan) else {
            throw fault("faults that have a time are \(known.joined(separator: ", "))")
        }
        course.turns.append(.init(time: time, turn: .fault(plan)))
    }

    private mutating func price(_ words: [String], _ time: ExchangeInstant) throws(MarketFileError) {
        let stock = try instrument(words[0])
        guard !halted.contains(stock.conId) else { throw fault("\(words[0]) is halted; resume it first") }
        guard stock.calendar.session(at: time, .extended) != nil else {
            throw fault("\(words[0]) does not trade at this time")
        }
        var prices = words.dropFirst()
        var size = Self.usualSize
        if let word = prices.last, word.hasPrefix("x") {
            guard let number = Int64(word.dropFirst()), (1...1_000_000_000).contains(number) else {
                throw fault("\(word) is not a size; write x60")
            }
            size = number
            prices = prices.dropLast()
        }
        let numbers = prices.compactMap { Double($0) }.filter { $0.isFinite && $0 > 0 && $0 < 1e9 }
        guard numbers.count == prices.count, (1...2).contains(numbers.count) else {
            throw fault("write a price, or bid and ask: \(words[0]) 190.98 191.02")
        }
        let (bid, ask) = (numbers[0], numbers[numbers.count - 1])
        guard bid <= ask else { throw fault("the bid is above the ask") }
        for number in numbers where abs(stock.marketRule.roundedDown(number + 1e-9) - number) > 1e-8 {
            throw fault("\(number) is not a multiple of the increment of \(words[0])")
        }
        let middle = bid == ask ? bid : stock.marketRule.roundedDown((bid + ask) / 2 + 1e-9)
        guard priced.updateValue(time, forKey: stock.conId) != time else {
            throw fault("\(words[0]) has two prices at one time")
        }
        course.steps.append(.init(time: time, conId: stock.conId, price: middle, bid: bid, ask: ask, size: size))
    }
}

extension MarketCourse {
    /// Parses a course.
    ///
    /// - Parameter file: The name of the file, for errors.
    /// - Throws: The error of the first line that is invalid.
    package init(_ text: String, file: String) throws(MarketFileError) {
        var reader = CourseReader(text, file: file)
        self = try reader.read()
    }
}
