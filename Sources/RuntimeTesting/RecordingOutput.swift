package import ScriptHost
package import ScriptRuntime
internal import Synchronization

/// A run's output that records what it is given; the test decides whether there is room.
package final class RecordingOutput: RunOutput {
    private struct State {
        var lines: [ConsoleLine] = []
        var hasRoom = true
        var waiting: [@Sendable () -> Void] = []
    }

    private let state = Mutex(State())
    private let trace: RunTrace

    /// Makes an empty output with room; what is shown goes to `trace` as well.
    package init(_ trace: RunTrace) { self.trace = trace }

    /// Everything that was shown.
    package var lines: [ConsoleLine] { state.withLock(\.lines) }

    /// Records the lines.
    package func show(_ lines: [RunLine]) {
        let lines = lines.flatMap(\.lines)
        for line in lines {
            trace.note("show " + (line.source.map { "\($0): " } ?? "") + line.event.text)
        }
        state.withLock { $0.lines += lines }
    }

    /// Whether a script may continue to print.
    package var hasRoom: Bool { state.withLock(\.hasRoom) }

    /// Keeps the action until there is room.
    package func whenRoom(_ action: @escaping @Sendable () -> Void) {
        let isNow = state.withLock { state in
            if !state.hasRoom { state.waiting.append(action) }
            return state.hasRoom
        }
        if isNow { action() }
    }

    /// Removes the room, or restores it and tells those who wait.
    package func setRoom(_ hasRoom: Bool) {
        let waiting = state.withLock { state in
            state.hasRoom = hasRoom
            defer { if hasRoom { state.waiting = [] } }
            return hasRoom ? state.waiting : []
        }
        for action in waiting { action() }
    }
}
