internal import TWSWire

extension ClientSession {
    /// Asks a peer that has been silent for long.
    ///
    /// - Returns: why the session ends, when the peer has been asked before.
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
