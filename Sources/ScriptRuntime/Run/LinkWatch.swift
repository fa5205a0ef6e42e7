internal import ScriptHost
internal import TWSSession
internal import Trading

/// What a run knows about its connection to IB, and what follows from each change: a value.
///
/// It counts as broken from the moment at which the socket is lost, or TWS reports that it has lost IB, until both are
/// back and the desk has read orders and positions. That period is the gap that scripts are told of.
struct LinkWatch: Sendable {
    /// A moment on both of a run's clocks: users can set one, durations are measured with the other.
    struct Moment: Sendable, Hashable {
        /// The time as scripts see it.
        let time: RunInstant
        /// The time as the connection counts it.
        let instant: SessionInstant
    }

    /// What has happened.
    enum Event: Sendable, Hashable {
        /// A connection is ready, with the right account.
        case ready
        /// The connection is lost.
        case lost
        /// TWS has lost IB (1100).
        case serverLost
        /// TWS has found IB again, without the previous streams (1101).
        case serverBackWithoutData
        /// TWS has found IB again, and the streams continue (1102).
        case serverBack
        /// Orders, executions and positions have been read.
        case reconciled
    }

    /// The streams that must be requested again.
    enum Loss: Sendable, Hashable {
        /// All streams: they ended with the socket.
        case socket
        /// The streams of market data: TWS has lost them.
        case marketData
    }

    /// What is to be done.
    enum Action: Sendable, Hashable {
        /// Tell the scripts that their data is stale.
        case stall
        /// Request streams again that have been silent for so many seconds.
        case restore(Loss, after: Double)
        /// Tell the scripts about the gap that has ended.
        case resume(ConnectionGap)
    }

    private enum State: Sendable {
        /// There has been no connection yet.
        case fresh
        case up
        case down(since: Moment, ConnectionGap.Cause)
        /// The connection is back; orders and positions are being read.
        case catchingUp(since: Moment, ConnectionGap.Cause, isRestored: Bool)
    }

    private var state = State.fresh

    /// Whether what TWS sends is current.
    var isUp: Bool { if case .up = state { true } else { false } }

    /// Handles an event; one that changes nothing returns nothing.
    mutating func handle(_ event: Event, at now: Moment) -> [Action] {
        let before = outage
        switch event {
        case .ready:
            guard let before else {
                state = .up
                return []
            }
            state = .catchingUp(since: before.since, .socket, isRestored: true)
            return [.restore(.socket, after: Self.seconds(before.since, now))]
        case .lost:
            if case .fresh = state { return [] }
            state = .down(since: before?.since ?? now, .socket)
            return []
        case .serverLost:
            if case .fresh = state { return [] }
            state = .down(since: before?.since ?? now, before?.cause ?? .server)
            return [.stall]
        case .serverBackWithoutData:
            if case .fresh = state { return [] }
            state = .catchingUp(since: before?.since ?? now, before?.cause ?? .server, isRestored: true)
            return [.restore(.marketData, after: Self.seconds(before?.since ?? now, now))]
        case .serverBack:
            guard case .down(let since, let cause) = state else { return [] }
            state = .catchingUp(since: since, cause, isRestored: cause == .socket)
            return []
        case .reconciled:
            guard case .catchingUp(let since, let cause, let isRestored) = state else { return [] }
            state = .up
            let gap = ConnectionGap(
                from: since.time,
                to: now.time,
                seconds: Self.seconds(since, now),
                cause: cause,
                isRestored: isRestored
            )
            return [.resume(gap)]
        }
    }

    private static func seconds(_ begin: Moment, _ end: Moment) -> Double {
        Double((end.instant - begin.instant).wholeNanoseconds) / 1e9
    }

    /// Since when nothing gets through, and why; `nil` while everything does.
    private var outage: (since: Moment, cause: ConnectionGap.Cause)? {
        switch state {
        case .fresh, .up: nil
        case .down(let since, let cause), .catchingUp(let since, let cause, _): (since, cause)
        }
    }
}

extension LinkWatch.Event {
    /// Makes the event for an error code of TWS about its own way to IB; source: protocol, "Connectivity codes".
    init?(code: Int) {
        switch code {
        case 1100: self = .serverLost
        case 1101: self = .serverBackWithoutData
        case 1102: self = .serverBack
        default: return nil
        }
    }
}
