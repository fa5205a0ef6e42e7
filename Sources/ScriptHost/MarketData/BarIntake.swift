internal import LuaBridge
internal import TWSWire
package import Trading

/// The way of bars from past data into a script's series, without the messages that would bring them.
///
/// It is there for as long as nothing but the series and handlers of `bar` would hear of those messages. What the script
/// makes of a bar is the same either way.
package final class BarIntake {
    private let session: ScriptSession
    private let parts: SessionParts
    private let hub: EventHub
    private let series: Series
    /// The script's number of the query.
    private let id: Int
    /// How long after a bar's begin its own clock completes it, in seconds.
    private let patience: Double
    /// The handler of `bar` if there is no other, and how often handlers had changed when it was looked for.
    private var handler: (only: Handler?, changes: Int) = (nil, -1)
    /// The metatable of the series in Lua; `nil` before it is first needed.
    private var reference: CInt?

    fileprivate init(_ session: ScriptSession, _ series: Series, _ id: Int) {
        (self.session, self.series, self.id) = (session, series, id)
        (parts, hub) = (session.parts, session.hub)
        patience = Double(series.kind.size.seconds) + BarDesk.closingGrace
    }

    /// Whether a run of bars may begin with this one; arguments as for ``canTake(_:by:at:)``.
    package func canBegin(_ earlier: SeriesBar, by next: SeriesBar, at moment: RunInstant) -> Bool {
        session.isAtRest(parts) && parts.requests.isEmpty && canTake(earlier, by: next, at: moment)
    }

    /// Whether the next bar of a run may come this way, after which the script was at rest.
    ///
    /// - Parameters:
    ///   - earlier: The bar that is over.
    ///   - next: The one that begins.
    package func canTake(_ earlier: SeriesBar, by next: SeriesBar, at moment: RunInstant) -> Bool {
        if handler.changes != hub.changes || hub.isAwaited {
            guard hub.ignores(ServerMessage.HistoricalDataUpdate.self) else { return false }
            handler = (hub.onlyHandler(of: "bar"), hub.changes)
        }
        guard series.content.canSucceed(earlier, by: next) else { return false }
        // The bar that forms must not have been completed by its own clock before.
        return series.content.isClosed || moment.seconds < Double(earlier.time) + patience
    }

    /// A bar is over, and the next one begins; only after ``canTake(_:by:at:)``.
    ///
    /// - Returns: whether the script is at rest again, and asks for nothing.
    package func take(_ earlier: SeriesBar, by next: SeriesBar, at moment: RunInstant) -> Bool {
        session.move(to: moment)
        guard series.content.succeed(earlier, by: next), hub.wants("bar") else { return true }
        if let only = handler.only, !hub.isAwaited {
            session.runAtOnce(only, parts.state) { writer in
                series.push(earlier, to: writer)
                let reference = self.reference ?? writer.reference(of: series)
                self.reference = reference
                writer.push(keptAlive: series, reference)
            }
            parts.state.mind()
            if session.isAtRest(parts), session.hasToldWhyItGoesOn {
                session.shift.rest()
                return true
            }
        } else {
            parts.bars.tell([earlier], of: series)
        }
        session.settle()
        return session.isAtRest(parts)
    }

    /// Begins with a run of bars.
    ///
    /// - Returns: what is to be done before.
    package func begin() -> [ScriptEffect] {
        parts.bars.suspend(id)
        return session.takeEffects()
    }

    /// A run of bars is over.
    ///
    /// - Returns: what is to be done after.
    package func end() -> [ScriptEffect] {
        let effects = session.takeEffects()
        guard !session.isEnded else { return effects }
        parts.bars.resume(id)
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
