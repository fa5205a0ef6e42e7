internal import TWSWire

extension ClientSession {
    /// Probes a peer that has been silent for long.
    ///
    /// - Returns: Why the session ends, if the peer has been probed before.
    mutating func breakSilence(at now: SessionInstant) -> SessionError? {
        guard phase == .ready else { return nil }
        switch silence.wake(at: now) {
        case .nothing: return nil
        case .lost(let duration): return .silent(configuration.peer, for: duration)
        case .probe:
            do throws(SessionError) {
                queue.append(try encode(.reqCurrentTime(.init())), .probe)
                return nil
            } catch {
                return error
            }
        }
    }
}
