import Foundation
import Synchronization

/// Bytes that one thread writes and another reads.
final class LockedData: Sendable {
    private let data = Mutex(Data())

    func set(_ value: Data) { data.withLock { $0 = value } }
    func append(_ value: Data) { data.withLock { $0.append(value) } }
    func get() -> Data { data.withLock { $0 } }
}
