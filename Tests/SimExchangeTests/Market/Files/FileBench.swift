import MarketFiles
import SimExchange
import TWSWire

/// An exchange whose market of AAPL is a list of one-minute bars from 2026-01-05 10:00 New York on.
struct FileBench {
    /// Open, high, low and close.
    typealias Prices = (Double, Double, Double, Double)

    var bench: Bench

    /// The bars, each with the same volume; 0 for one that is not known.
    static func series(_ bars: [Prices], volume: Double = 0) -> BarSeries {
        var series = BarSeries(symbol: "AAPL", length: .seconds(60))
        for (place, bar) in bars.enumerated() {
            series.times.append(ExchangeInstant.virtualStart.nanoseconds + Int64(place) * 60_000_000_000)
            series.open.append(bar.0)
            series.high.append(bar.1)
            series.low.append(bar.2)
            series.close.append(bar.3)
            series.volume.append(volume)
        }
        return series
    }

    init(_ bars: [Prices], _ fills: FillProfile = .paperIB, volume: Double = 0) {
        self.init(Self.series(bars, volume: volume), fills)
    }

    init(_ series: BarSeries, _ fills: FillProfile = .paperIB) {
        bench = Bench(source: FileMarket([series])) { configuration in
            configuration.fills = fills
            configuration.sessions = .real
            configuration.latency.jitter = 0
        }
    }

    /// Lets time pass until so many seconds after the first bar's begin.
    @discardableResult
    mutating func wait(until second: Double) -> [ServerMessage] {
        bench.exchange.advance(to: ExchangeInstant.virtualStart.adding(nanoseconds: Int64(second * 1e9)))
            .map(\.message)
    }

    /// Prices and sizes of all executions, oldest first.
    var fills: [String] {
        bench.exchange.snapshot.executions.map { fill in
            "\(fill.execution.side) \(fill.execution.shares ?? 0) at \(cents(fill.execution.price))"
        }
    }
}
