internal import Synchronization

/// Shows other threads whether a VM is running, and whether it still enters and leaves.
package final class LuaPulse: Sendable {
    /// The real time that one event may run, in seconds.
    package let seconds: Double
    /// Odd while the VM is running; changed only by its owner.
    private let count = Atomic<Int>(0)

    init(seconds: Double) { self.seconds = seconds }

    /// The number of the entry that the VM has not yet left; `nil` while it is not running.
    package var entry: Int? {
        let count = count.load(ordering: .relaxed)
        return count & 1 == 1 ? count : nil
    }

    /// Notes that the VM starts to run; returns the number of this entry.
    func enter() -> Int {
        let entry = count.load(ordering: .relaxed) | 1
        count.store(entry, ordering: .relaxed)
        return entry
    }

    func leave() { count.store((count.load(ordering: .relaxed) | 1) &+ 1, ordering: .relaxed) }
}
