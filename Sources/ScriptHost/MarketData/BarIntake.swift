internal import LuaBridge
internal import TWSWire
package import Trading

/// The way of bars from past data into a script's series, without the messages that would bring them.
///
/// It is there for as long as nothing but the series and handlers of `bar` would hear of those messages. What the script
/// makes of a bar is the same either way.
package final class BarIntake {
    private let session: ScriptSession
    private let series: Series
    /// The script's number of the query.
    private let id: Int
    /// The handler of `bar` if there is no other, and how often handlers had changed when it was looked for.
    private var handler: (only: Handler?, changes: Int) = (nil, -1)

    fileprivate init(_ session: ScriptSession, _ series: Series, _ id: Int) {
        (self.session, self.series, self.id) = (session, series, id)
    }

    /// Whether the next bar may come this way.
    ///
    /// - Parameters:
    ///   - earlier: The bar that is over; `nil` where none comes before.
    ///   - next: The one that begins.
    package func canTake(_ earlier: SeriesBar?, by next: SeriesBar, at moment: RunInstant) -> Bool {
        guard session.isAtRest, session.requests.isEmpty, session.hub.ignores(ServerMessage.HistoricalDataUpdate.self),
            series.content.canSucceed(earlier, by: next)
        else { return false }
        // The bar that forms has not been completed by its own clock before.
        guard let forming = series.content.forming else { return true }
        return moment.seconds < BarDesk.closing(of: forming, series.kind)
    }

    /// A bar is over, and the next one begins; only after ``canTake(_:by:at:)``.
    ///
    /// - Returns: whether the script is at rest again, and asks for nothing.
    package func take(_ earlier: SeriesBar, by next: SeriesBar, at moment: RunInstant) -> Bool {
        session.move(to: moment)
        guard series.content.succeed(earlier, by: next), session.hub.wants("bar") else { return true }
        let series = series
        if handler.changes != session.hub.changes {
            handler = (session.hub.onlyHandler(of: "bar"), session.hub.changes)
        }
        if let only = handler.only, !session.hub.isAwaited {
            session.runAtOnce(only) { writer in
                series.push(earlier, to: writer)
                writer.push(series)
            }
            session.parts.state.mind()
            if session.isAtRest, session.hasToldWhyItGoesOn {
                session.shift.rest()
                return true
            }
        } else {
            session.bars.tell([earlier], of: series)
        }
        session.settle()
        return session.isAtRest
    }

    /// Begins with a run of bars.
    ///
    /// - Returns: what is to be done before.
    package func begin() -> [ScriptEffect] {
        session.bars.suspend(id)
        return session.takeEffects()
    }

    /// A run of bars is over.
    ///
    /// - Returns: what is to be done after.
    package func end() -> [ScriptEffect] {
        let effects = session.takeEffects()
        guard !session.isEnded else { return effects }
        session.bars.resume(id)
        return session.takeEffects() + effects
    }
}

extension ScriptSession {
    /// The way of bars into the series of a query; `nil` where there is none, or they have to come as messages.
    package func intake(ofRequest id: Int) -> BarIntake? {
        guard !isEnded, isAtRest, let series = bars.steadySeries(id) else { return nil }
        return BarIntake(self, series, id)
    }
}
