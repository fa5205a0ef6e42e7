internal import CLuaHost

/// Stops a script from any thread.
///
/// The hook checks it every 500 instructions, as does every call of a host function.
package final class LuaInterrupt: Sendable {
    private let address: UInt

    init?() {
        guard let flag = clh_flag_make() else { return nil }
        address = UInt(bitPattern: flag)
    }

    deinit { clh_flag_free(flag) }

    var flag: OpaquePointer? { OpaquePointer(bitPattern: address) }

    /// Stops the script for good; running code ends with the code `interrupted`.
    package func stop() { clh_flag_set(flag) }

    /// Ends the event with this number, if it is still running, with the code `interrupted`.
    ///
    /// The VM is then stopped, until ``LuaVM/revive()``. The number is that of ``LuaPulse/entry``.
    package func end(entry: Int) { clh_flag_break(flag, Int64(entry)) }

    /// Whether ``stop()`` was called.
    package var isStopped: Bool { clh_flag_is_set(flag) }
}
