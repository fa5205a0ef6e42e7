/// Decides when to connect, where, and when to give up; without any I/O.
///
/// One attempt is under way at a time. Each attempt is a ``ClientSession`` of its own with its own deadline; its end
/// comes in as `failed` or `lost`. Endpoints are tried in turn while their port is refused. A connection that was ready
/// is only ever re-established to the same endpoint: what answers on another port may be another account.
package struct ConnectionSupervisor: Sendable {
    /// The settings for the attempts.
    package let configuration: Configuration
    private var state = State.idle

    private enum State: Sendable {
        case idle
        case connecting(Attempt)
        case connected(Endpoint, since: SessionInstant, Outage)
        case waiting(until: SessionInstant, [Endpoint], Outage, SessionError)
        case over
    }

    /// Makes a supervisor that waits for `start`.
    package init(configuration: Configuration) {
        precondition(!configuration.endpoints.isEmpty, "there is somewhere to connect to")
        self.configuration = configuration
    }

    /// What has happened.
    package enum Event: Sendable, Equatable {
        /// The first connection is wanted.
        case start(at: SessionInstant)
        /// The attempt was never ready and has ended.
        case failed(SessionError, at: SessionInstant)
        /// The attempt is ready.
        case ready(at: SessionInstant)
        /// A ready connection has ended, and this side did not close it.
        case lost(SessionError, at: SessionInstant)
        /// The moment of an earlier `wakeAt` has come; an extra event does no harm.
        case wake(at: SessionInstant)
        /// A connection is no longer wanted.
        case stop
    }

    /// What the owner must do, in the order given.
    package enum Action: Sendable, Equatable {
        /// Make a connection, with a session of its own.
        case connect(Endpoint)
        /// Send `wake` at this moment; replaces an earlier request.
        case wakeAt(SessionInstant)
        /// Tell the user; once per kind of error and outage.
        case note(String)
        /// There will be no connection; nothing follows.
        case giveUp(SessionError)
    }

    /// Handles an event; one that does not fit, for example a late one, is ignored.
    package mutating func handle(_ event: Event, using random: inout some RandomNumberGenerator) -> [Action] {
        switch (event, state) {
        case (.stop, _):
            state = .over
            return []
        case (.start(let now), .idle):
            return connect(configuration.endpoints, Outage(since: now, isFirst: true))
        case (.ready(let now), .connecting(let attempt)):
            state = .connected(attempt.endpoint, since: now, attempt.outage)
            return []
        case (.failed(let error, let now), .connecting(let attempt)),
            (.lost(let error, let now), .connecting(let attempt)):
            return fail(attempt, error, at: now, using: &random)
        case (.failed(let error, let now), .connected(let endpoint, let since, let outage)),
            (.lost(let error, let now), .connected(let endpoint, let since, let outage)):
            let lived = now - since >= Configuration.lifetime
            let outage = lived || outage.isFirst ? Outage(since: now, isFirst: false) : outage
            return retry([endpoint], outage, error, at: now, using: &random)
        case (.wake(let now), .waiting(let until, let endpoints, let outage, let error)):
            return wake(until, endpoints, outage, error, at: now)
        default:
            return []
        }
    }
}

// MARK: Attempts

extension ConnectionSupervisor {
    /// An attempt on one endpoint after the other.
    private struct Attempt: Sendable {
        /// The endpoints to try; never empty.
        var endpoints: [Endpoint]
        /// The index in `endpoints` of the current one.
        var index = 0
        /// The error of the first endpoint, once it is refused.
        var firstError: SessionError?
        var outage: Outage

        var endpoint: Endpoint { endpoints[index] }
    }

    /// A period without a connection, however many attempts it takes.
    private struct Outage: Sendable {
        let since: SessionInstant
        /// Whether there has been no connection yet.
        let isFirst: Bool
        var backOff = BackOff()
        /// The kind of error that was reported last.
        var told: SessionError.Code?

        init(since: SessionInstant, isFirst: Bool) {
            self.since = since
            self.isFirst = isFirst
        }
    }

    private mutating func connect(_ endpoints: [Endpoint], _ outage: Outage) -> [Action] {
        connect(Attempt(endpoints: endpoints, outage: outage))
    }

    private mutating func connect(_ attempt: Attempt) -> [Action] {
        state = .connecting(attempt)
        return [.connect(attempt.endpoint)]
    }

    /// Tries the next endpoint if nothing listens at this one, otherwise the same ones later.
    private mutating func fail(
        _ attempt: Attempt,
        _ error: SessionError,
        at now: SessionInstant,
        using random: inout some RandomNumberGenerator
    ) -> [Action] {
        let isRefused = error.code == .refused
        var attempt = attempt
        attempt.firstError = attempt.firstError ?? error
        if isRefused, attempt.index + 1 < attempt.endpoints.count {
            attempt.index += 1
            return connect(attempt)
        }
        let told = isRefused ? attempt.firstError ?? error : error
        return retry(attempt.endpoints, attempt.outage, told, at: now, using: &random)
    }

    /// Waits before the next attempt, or gives up.
    private mutating func retry(
        _ endpoints: [Endpoint],
        _ outage: Outage,
        _ error: SessionError,
        at now: SessionInstant,
        using random: inout some RandomNumberGenerator
    ) -> [Action] {
        let limit = configuration.giveUpAfter.map { outage.since + $0 }
        guard outage.isFirst ? configuration.waits : configuration.reconnects, !Self.isFinal(error),
            limit.map({ now < $0 }) ?? true
        else { return giveUp(error) }
        var outage = outage
        let next = now + outage.backOff.fail(using: &random)
        let moment = limit.map { min(next, $0) } ?? next
        let isNew = outage.told != error.code
        outage.told = error.code
        state = .waiting(until: moment, endpoints, outage, error)
        return (isNew ? [.note("\(error.message); trying again")] : []) + [.wakeAt(moment)]
    }

    private mutating func wake(
        _ until: SessionInstant,
        _ endpoints: [Endpoint],
        _ outage: Outage,
        _ error: SessionError,
        at now: SessionInstant
    ) -> [Action] {
        guard now >= until else { return [.wakeAt(until)] }
        if let limit = configuration.giveUpAfter, now >= outage.since + limit { return giveUp(error) }
        return connect(endpoints, outage)
    }

    private mutating func giveUp(_ error: SessionError) -> [Action] {
        state = .over
        return [.giveUp(error)]
    }

    /// Whether a retry cannot help: the settings of the program or of TWS must change.
    private static func isFinal(_ error: SessionError) -> Bool {
        [.notTWS, .versionUnsupported, .redirected].contains(error.code)
    }
}
