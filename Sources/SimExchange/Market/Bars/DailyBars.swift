internal import Notation
internal import TWSWire

/// The daily bars of an instrument up to an instant, and values derived from them.
struct DailyBars {
    private let instrument: Instrument
    private let source: any MarketSource
    private let time: ExchangeInstant

    init(_ instrument: Instrument, _ source: any MarketSource, at time: ExchangeInstant) {
        (self.instrument, self.source, self.time) = (instrument, source, time)
    }

    /// Returns the bars that a duration such as `1 Y` covers, of trades or, if there are none, of midpoints.
    func all(_ duration: String) -> [PriceBar] {
        let show: HistoryRequest.WhatToShow = instrument.hasTrades ? .trades : .midpoint
        let request = HistoryRequest(
            conId: instrument.conId,
            durationStr: duration,
            barSizeSetting: "1 day",
            whatToShow: show.rawValue
        )
        return (try? source.answer(request, now: instrument.lastTime(upTo: time)).bars) ?? []
    }

    /// The annualized volatility of the closes of the last 30 trading days; `nil` without bars.
    var volatility: Double? {
        Elementary.volatility(ofCloses: all("31 D").map(\.close))
    }
}
