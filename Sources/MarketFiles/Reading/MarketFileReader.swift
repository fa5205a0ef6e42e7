package import CivilTime
internal import Notation

/// Reads a file of bars or ticks in chunks: takes bytes and returns columns.
///
/// The first line names the columns. The file's own zone applies to times without one.
package struct MarketFileReader: Sendable {
    /// What must be known of a file besides its bytes.
    package struct Options: Sendable {
        /// The file's name, for errors.
        package var file: String
        /// The symbol of the rows if no column names one.
        package var symbol: String
        /// The zone of times without one.
        package var zone: ZoneRules
        /// The length of bars; `nil` for the shortest interval in the data.
        package var length: BarLength?
        /// Returns the rules of a zone by name; `nil` for an unknown name.
        package var zones: @Sendable (String) -> ZoneRules?

        /// Makes options for a file whose times are New York's unless they say otherwise.
        package init(file: String, symbol: String, zones: @escaping @Sendable (String) -> ZoneRules? = { _ in nil }) {
            self.file = file
            self.symbol = symbol
            self.zones = zones
            zone = .newYork
        }
    }

    private let options: Options
    private var rest: [UInt8] = []
    private var line = 0
    private var header: FileHeader?
    private var times: TimeReader
    private var builders: [SeriesBuilder] = []
    private var places: [String: Int] = [:]
    private var symbol: (bytes: [UInt8], place: Int)?
    private var fields: [Range<Int>] = []
    /// The number of rows without any price, which exports write for days without trading.
    package private(set) var passedOver = 0

    /// Begins a file.
    package init(_ options: Options) {
        self.options = options
        times = TimeReader(options.zone, options.zones)
    }

    /// Takes the next bytes.
    package mutating func read(_ bytes: [UInt8]) throws(MarketFileError) {
        var start = 0
        if !rest.isEmpty {
            guard let end = bytes.firstIndex(of: 0x0A) else {
                rest += bytes
                guard rest.count < 65_536 else { throw fault("a line is longer than 64 KiB", line: line + 1) }
                return
            }
            rest += bytes[..<end]
            let first = rest
            rest = []
            try take(first.span)
            start = end + 1
        }
        let span = bytes.span
        var place = start
        while place < span.count {
            if span[place] == 0x0A {
                try take(span.extracting(start..<place))
                start = place + 1
            }
            place += 1
        }
        rest = Array(bytes[start...])
    }

    /// Ends the file.
    ///
    /// - Returns: A series for each symbol, in order of first appearance.
    package mutating func finish() throws(MarketFileError) -> [BarSeries] {
        if !rest.isEmpty {
            let last = rest
            rest = []
            try take(last.span)
        }
        guard header != nil else { throw MarketFileError(file: options.file, reason: "it is empty") }
        guard !builders.isEmpty else { throw MarketFileError(file: options.file, reason: "it has no rows") }
        var series: [BarSeries] = []
        for place in builders.indices {
            series.append(try builders[place].finish(options.length, file: options.file))
        }
        return series
    }

    // MARK: Lines

    private mutating func take(_ bytes: Span<UInt8>) throws(MarketFileError) {
        line += 1
        var end = bytes.count
        while end > 0, bytes[end - 1] == 0x0D || bytes[end - 1] == 0x20 { end -= 1 }
        guard end > 0 else { return }
        let bytes = bytes.extracting(..<end)
        guard let header else {
            self.header = try FileHeader(FieldText.of(bytes), file: options.file)
            return
        }
        split(bytes, header.separator)
        guard fields.count == header.columns.count else {
            throw fault("it has \(fields.count) fields, and the header \(header.columns.count)")
        }
        try row(bytes, header)
    }

    /// Finds the fields of a line, without their quotation marks.
    private mutating func split(_ bytes: Span<UInt8>, _ separator: UInt8) {
        fields.removeAll(keepingCapacity: true)
        var (start, place, isQuoted) = (0, 0, false)
        while place <= bytes.count {
            if place == bytes.count || bytes[place] == separator && !isQuoted {
                var (low, high) = (start, place)
                while low < high, bytes[low] == 0x20 || bytes[low] == 0x22 { low += 1 }
                while low < high, bytes[high - 1] == 0x20 || bytes[high - 1] == 0x22 { high -= 1 }
                fields.append(low..<high)
                start = place + 1
            } else if bytes[place] == 0x22 {
                isQuoted.toggle()
            }
            place += 1
        }
    }

    private mutating func row(_ bytes: Span<UInt8>, _ header: FileHeader) throws(MarketFileError) {
        var row = SeriesBuilder.Row()
        var (time, clock): (Range<Int>?, Range<Int>?)
        var builder = symbol?.place
        var prices = 0
        for (place, column) in header.columns.enumerated() {
            let range = fields[place]
            switch column {
            case .other: continue
            case .time: time = range
            case .clock: clock = range
            case .symbol: builder = builderPlace(bytes.extracting(range), header)
            case .volume, .size: row.volume = range.isEmpty ? 0 : try number(bytes, range, .volume, isPrice: false)
            case .open, .high, .low, .close, .price:
                if Self.isAbsent(bytes.extracting(range)) { continue }
                let value = try number(bytes, range, column, isPrice: true)
                prices += 1
                switch column {
                case .open: row.open = value
                case .high: row.high = value
                case .low: row.low = value
                case .close: row.close = value
                default: (row.open, row.high, row.low, row.close) = (value, value, value, value)
                }
            }
        }
        guard prices > 0 else {
            passedOver += 1
            return
        }
        try check(row)
        let usual = options.symbol
        let place = builder ?? builderPlace(usual.utf8Span.span, header)
        try add(row, at: place, bytes, time ?? 0..<0, clock)
    }

    private mutating func add(
        _ row: SeriesBuilder.Row,
        at place: Int,
        _ bytes: Span<UInt8>,
        _ time: Range<Int>,
        _ clock: Range<Int>?
    ) throws(MarketFileError) {
        let reading: TimeReader.Reading?
        if let clock {
            reading = times.read(bytes.extracting(time), clock: bytes.extracting(clock))
        } else {
            reading = times.read(bytes.extracting(time), clock: nil)
        }
        guard let reading else {
            throw fault("\(QuotedText.of(FieldText.of(bytes.extracting(time)))) is not a time; see docs/backtesting.md")
        }
        if let reason = builders[place].add(reading, row) { throw fault(reason) }
    }

    private func check(_ row: SeriesBuilder.Row) throws(MarketFileError) {
        if (row.open + row.high + row.low + row.close).isNaN {
            let prices = [("open", row.open), ("high", row.high), ("low", row.low), ("close", row.close)]
            throw fault("it has no \(prices.first { $0.1.isNaN }?.0 ?? "price")")
        }
        guard row.high < row.low || max(row.open, row.close) > row.high || min(row.open, row.close) < row.low else {
            return
        }
        if row.high < row.low { throw fault("high \(row.high) is below low \(row.low)") }
        let (name, value) = row.open > row.high || row.open < row.low ? ("open", row.open) : ("close", row.close)
        // Prices adjusted by a factor may be off by the last digit of a binary number.
        let slack = abs(value) * 1e-9
        guard value > row.high + slack || value < row.low - slack else { return }
        throw fault("\(name) \(value) is not between low \(row.low) and high \(row.high)")
    }

    private func number(
        _ bytes: Span<UInt8>,
        _ range: Range<Int>,
        _ name: Column,
        isPrice: Bool
    ) throws(MarketFileError) -> Double {
        let field = bytes.extracting(range)
        guard let value = FieldNumber.read(field) else {
            if !isPrice, Self.isAbsent(field) { return 0 }
            throw fault("\(name) \(QuotedText.of(FieldText.of(field))) is not a number")
        }
        // IB writes -1 for the volume of data that has none.
        if !isPrice, value < 0 {
            guard value == -1 else { throw fault("\(name) \(value) is below zero") }
            return 0
        }
        return value
    }

    /// Whether a field stands for a missing value: empty, `null`, `nan` or `n/a`.
    private static func isAbsent(_ field: Span<UInt8>) -> Bool {
        guard field.count > 0 else { return true }
        guard field.count <= 4, field[0] | 0x20 == UInt8(ascii: "n") else { return false }
        return ["null", "nan", "n/a", "none"].contains(FieldText.of(field).lowercased())
    }

    private mutating func builderPlace(_ bytes: Span<UInt8>, _ header: FileHeader) -> Int {
        if let symbol, symbol.bytes.count == bytes.count, bytes.indices.allSatisfy({ bytes[$0] == symbol.bytes[$0] }) {
            return symbol.place
        }
        let written = FieldText.of(bytes)
        let name = MarketSymbol.of(written)
        let place = places[name] ?? builders.count
        if place == builders.count {
            places[name] = place
            builders.append(SeriesBuilder(symbol: name, isTicks: header.isTicks))
        }
        symbol = (Array(written.utf8), place)
        return place
    }

    private func fault(_ reason: String, line: Int? = nil) -> MarketFileError {
        MarketFileError(file: options.file, line: line ?? self.line, reason: reason)
    }
}
