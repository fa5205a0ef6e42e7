/// The result that a host function returns to the script.
package enum HostResult {
    /// The values pushed on the frame, in order; pushing nothing returns no value.
    case returned
    /// One value, after those pushed.
    case value(LuaValue)
    /// Several values, after those pushed.
    case values([LuaValue])
    /// The coroutine waits for the token; valid only if ``LuaFrame/canWait`` is `true`.
    case waiting(LuaToken)
}

/// A host function: reads its arguments from the frame, and returns values, waits or throws.
///
/// A thrown ``LuaRaise`` becomes a typed error at the script's line; any other error becomes one with its description.
package typealias HostFunction = (borrowing LuaFrame) throws -> HostResult

/// The host functions of a VM, which only grow in number.
///
/// The list is on the heap by itself, and not a property of the VM: each call would check for exclusive access to it.
final class HostFunctions {
    private let list: UnsafeMutablePointer<[HostFunction]>

    init() {
        list = .allocate(capacity: 1)
        list.initialize(to: [])
    }

    deinit {
        list.deinitialize(count: 1)
        list.deallocate()
    }

    subscript(number: Int) -> HostFunction { list.pointee[number] }

    /// Adds a function; returns its number.
    func add(_ function: @escaping HostFunction) -> Int {
        list.pointee.append(function)
        return list.pointee.count - 1
    }
}
