internal import LuaBridge
internal import TWSWire
package import Trading

/// Feeds bars of past data into a script's series without the messages that would otherwise deliver them.
///
/// It is used only while nothing but the series and handlers of `bar` would receive those messages. What the script
/// makes of a bar is the same either way.
package final class BarIntake {
    private let session: ScriptSession
    private let parts: SessionParts
    private let hub: EventHub
    private let state: StateKeeper
    private let series: Series
    /// The script's ID of the query.
    private let id: Int
    /// The seconds from a bar's start until its own clock completes it.
    private let patience: Double
    /// The only handler of `bar`, what it can see of one, whether there is any, and the count of handler changes when they
    /// were looked up.
    @exclusivity(unchecked) private var handler: (only: Handler?, seen: BarFields, isHandled: Bool, changes: Int) =
        (nil, .all, false, -1)
    /// The metatable of the series in Lua; `nil` until it is first needed.
    @exclusivity(unchecked) private var reference: CInt?

    fileprivate init(_ session: ScriptSession, _ series: Series, _ id: Int) {
        (self.session, self.series, self.id) = (session, series, id)
        parts = session.parts
        (hub, state) = (parts.hub, parts.state)
        patience = Double(series.kind.size.seconds) + BarDesk.closingGrace
    }

    fileprivate func isOf(_ series: Series, _ id: Int) -> Bool { self.series === series && self.id == id }

    /// Whether a sequence of bars can begin with this one; the arguments are those of ``canTake(_:by:at:)``.
    package func canBegin(_ earlier: SeriesBar, by next: SeriesBar, at moment: RunInstant) -> Bool {
        session.isAtRest(parts) && parts.requests.isEmpty && canTake(earlier, by: next, at: moment)
    }

    /// Whether the next bar of a sequence can be fed this way; the script is at rest after the previous one.
    ///
    /// - Parameters:
    ///   - earlier: The bar that has ended.
    ///   - next: The bar that begins.
    package func canTake(_ earlier: SeriesBar, by next: SeriesBar, at moment: RunInstant) -> Bool {
        if handler.changes != hub.changes || hub.isAwaited {
            guard hub.ignores(ServerMessage.HistoricalDataUpdate.self) else { return false }
        }
        if handler.changes != hub.changes {
            let only = hub.onlyHandler(of: "bar")
            let seen = only.flatMap { session.fieldsSeen(by: $0) }.flatMap { BarFields(named: $0) }
            handler = (only, seen ?? .all, hub.handles("bar"), hub.changes)
        }
        guard series.content.canSucceed(earlier, by: next) else { return false }
        // The forming bar's own clock must not have completed it earlier.
        return series.content.isClosed || moment.seconds < Double(earlier.time) + patience
    }

    /// Ends a bar and begins the next one; call it only after ``canTake(_:by:at:)``.
    ///
    /// - Returns: Whether the script is at rest again and asks for nothing.
    package func take(_ earlier: SeriesBar, by next: SeriesBar, at moment: RunInstant) -> Bool {
        session.move(to: moment)
        guard series.content.succeed(earlier, by: next), handler.isHandled || hub.isAwaited else {
            return true
        }
        if let only = handler.only, !hub.isAwaited {
            session.runAtOnce(only, state) { writer in
                // What the function has no name for, it cannot see.
                guard only.mostArguments > 0 else { return }
                series.push(earlier, to: writer, handler.seen)
                guard only.mostArguments > 1 else { return }
                let reference = self.reference ?? writer.reference(of: series)
                self.reference = reference
                writer.push(keptAlive: series, reference)
            }
            state.mind()
            if session.isAtRest(parts), session.hasToldWhyItGoesOn {
                session.shift.rest()
                return true
            }
        } else {
            parts.bars.tell([earlier], of: series)
        }
        session.settle(parts)
        return session.isAtRest(parts)
    }

    /// The timer that must not run out during a sequence of bars, since the bars tell when one is complete; `nil` for none.
    package var paused: ScriptTimer? { parts.bars.closing(id) }

    /// Ends a sequence of bars.
    ///
    /// - Returns: The paused timer and in how many seconds it must run out, `nil` if it need not; the effects to carry out
    ///   then.
    package func end() -> (resumed: (timer: ScriptTimer, seconds: Double)?, effects: [ScriptEffect]) {
        let effects = session.takeEffects()
        guard !session.isEnded else { return (nil, effects) }
        let resumed = parts.bars.resume(id)
        let own = session.takeEffects()
        return (resumed, own.isEmpty ? effects : own + effects)
    }
}

extension ScriptSession {
    /// Returns the intake of a query's series; `nil` if there is none, or if its bars must arrive as messages.
    ///
    /// - Parameter latest: An intake of this session, which is returned if it is of the same series.
    package func intake(ofRequest id: Int, latest: BarIntake? = nil) -> BarIntake? {
        guard !isEnded, isAtRest, let series = bars.steadySeries(id) else { return nil }
        if let latest, latest.isOf(series, id) { return latest }
        return BarIntake(self, series, id)
    }
}
