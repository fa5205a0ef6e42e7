internal import Synchronization

/// Tells other threads whether a VM is at work, and whether it still comes and goes.
package final class LuaPulse: Sendable {
    /// What one event may run by the clock, in seconds.
    package let seconds: Double
    /// Odd while the VM is at work; changed by its owner alone.
    private let count = Atomic<Int>(0)

    init(seconds: Double) { self.seconds = seconds }

    /// The number of the entry that the VM has not come back from; `nil` while it is not at work.
    package var entry: Int? {
        let count = count.load(ordering: .relaxed)
        return count & 1 == 1 ? count : nil
    }

    func enter() { count.store(count.load(ordering: .relaxed) | 1, ordering: .relaxed) }

    func leave() { count.store((count.load(ordering: .relaxed) | 1) &+ 1, ordering: .relaxed) }
}
