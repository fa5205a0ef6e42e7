internal import Synchronization

/// A Lua function that the host holds, such as a handler.
///
/// It keeps the function alive until ``release()`` is called or the handle is released. The VM then frees the function
/// at its next entry, whatever thread released the handle.
package final class LuaFunction {
    let reference: CInt
    private let bin: ReleaseBin
    private var wasReleased = false

    /// Whether ``release()`` was called.
    package var isReleased: Bool { wasReleased }

    init(reference: CInt, bin: ReleaseBin) {
        self.reference = reference
        self.bin = bin
    }

    deinit { release() }

    /// Releases the function, which can no longer be called.
    package func release() {
        guard !wasReleased else { return }
        wasReleased = true
        bin.put(reference)
    }

    func belongs(to bin: ReleaseBin) -> Bool { self.bin === bin }
}

/// Registry references that are no longer needed, passed from any thread to the VM's owner.
final class ReleaseBin: Sendable {
    private let references = Mutex<[CInt]>([])
    private let isEmpty = Atomic(true)

    func put(_ reference: CInt) {
        references.withLock { $0.append(reference) }
        isEmpty.store(false, ordering: .releasing)
    }

    /// Whether there are references to ``take()``.
    var hasReferences: Bool { !isEmpty.load(ordering: .acquiring) }

    func take() -> [CInt] {
        isEmpty.store(true, ordering: .relaxed)
        return references.withLock { held in
            let taken = held
            if !held.isEmpty { held = [] }
            return taken
        }
    }
}
