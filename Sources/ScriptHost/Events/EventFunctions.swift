internal import LuaBridge

/// `on` and `off`.
enum EventFunctions {
    static let entries: [HostEntry] = [
        HostEntry("on") { session, frame in
            guard let name = frame.string(1) else {
                throw LuaRaise(
                    message: "on: the name of a message or event is needed",
                    remedy: "on(\"orderStatus\", fn)"
                )
            }
            let event = try MessageNames.require(name, function: "on")
            guard let function = try frame.function(2) else {
                throw LuaRaise(message: "on: a function is needed as second argument")
            }
            return .value(.object(try session.hub.add(event, function)))
        },
        HostEntry("off") { session, frame in
            if let handler = frame.object(1, as: Handler.self) {
                handler.off()
            } else if let timer = frame.object(1, as: TimerHandle.self) {
                timer.cancel()
            } else if let quote = frame.object(1, as: Quote.self) {
                quote.off()
            } else if let series = frame.object(1, as: Series.self) {
                series.off()
            } else if let ticks = frame.object(1, as: TickSeries.self) {
                session.streams.remove(ticks)
            } else if let book = frame.object(1, as: OrderBook.self) {
                session.streams.remove(book)
            } else if let figures = frame.object(1, as: ProfitFigures.self) {
                session.streams.remove(figures)
            } else if let timer = frame.object(1, as: ClockTimer.self) {
                timer.off()
            } else {
                throw LuaRaise(
                    message: "off: what on, after, every, at, daily, quote, bars, ticks, depth or pnl gave is needed"
                )
            }
            return .returned
        },
    ]
}
