internal import Glibc
internal import MarketFiles
internal import Notation
internal import ScriptHost
internal import TWSWire
internal import Trading

/// The prices that a recorded script has seen, as ticks.
struct RecordedMarket {
    /// TWS's tick types for a last price, real-time and delayed.
    private static let lastPrices: Set<Int> = [4, 68]

    /// The series, by symbol.
    private(set) var series: [BarSeries] = []
    private var places: [String: Int] = [:]
    /// The symbols of the streams, by the ID in their prices.
    private var streams: [Int: String] = [:]

    /// Whether a file is a recording, judged by its first line.
    static func isRecording(_ path: String) -> Bool {
        let title = [UInt8](ScriptRecorder.title.utf8)
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return false }
        defer { close(descriptor) }
        var bytes = [UInt8](repeating: 0, count: title.count)
        return read(descriptor, &bytes, title.count) == title.count && bytes == title
    }

    /// Reads the last prices of the quotes, and the trades of tick-by-tick data.
    init(_ recording: Recording) {
        for event in recording.events {
            if case .message(let message, _, _) = event.event { take(message, at: event.moment) }
            for deed in event.deeds { begin(deed) }
        }
        series.sort { $0.symbol < $1.symbol }
    }

    private mutating func begin(_ deed: Deed) {
        guard case .request(let request, _)? = deed.intent, let id = deed.requestId else { return }
        switch request {
        case .reqMktData(let data): streams[id] = data.contract.symbol
        case .reqTickByTickData(let data): streams[id] = data.contract.symbol
        default: break
        }
    }

    private mutating func take(_ message: ServerMessage, at moment: RunInstant) {
        switch message {
        case .tickPrice(let tick) where Self.lastPrices.contains(tick.tickType):
            add(tick.reqId, tick.price, tick.size, moment)
        case .tickByTick(let tick) where tick.tickType == 1 || tick.tickType == 2:
            add(tick.reqId, tick.price, tick.size, moment)
        default: break
        }
    }

    private mutating func add(_ id: Int, _ price: Double, _ size: ExactDecimal?, _ moment: RunInstant) {
        guard let symbol = streams[id], price > 0 else { return }
        let place = places[symbol] ?? series.count
        if place == series.count {
            places[symbol] = place
            series.append(BarSeries(symbol: symbol, length: .tick))
        }
        series[place].times.append(moment.nanoseconds)
        series[place].open.append(price)
        series[place].high.append(price)
        series[place].low.append(price)
        series[place].close.append(price)
        series[place].volume.append(size?.double ?? 0)
    }
}
