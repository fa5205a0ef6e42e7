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
    /// A function as it is: in a list of its own, it would be wrapped in another one.
    private final class Entry {
        let function: HostFunction

        init(_ function: @escaping HostFunction) { self.function = function }
    }

    /// The list keeps its entries itself, so that a call does not count a reference to one.
    private let list: UnsafeMutablePointer<[Unmanaged<Entry>]>

    init() {
        list = .allocate(capacity: 1)
        list.initialize(to: [])
    }

    deinit {
        for entry in list.pointee { entry.release() }
        list.deinitialize(count: 1)
        list.deallocate()
    }

    /// Calls the function with a number.
    func call(_ number: Int, _ frame: borrowing LuaFrame) throws -> HostResult {
        try list.pointee[number]._withUnsafeGuaranteedRef { try $0.function(frame) }
    }

    /// Adds a function; returns its number.
    func add(_ function: @escaping HostFunction) -> Int {
        list.pointee.append(Unmanaged.passRetained(Entry(function)))
        return list.pointee.count - 1
    }
}
