internal import CLuaHost

/// Stops a script from any thread.
///
/// The hook checks it every 500 instructions, as does every call of a host function. It cannot be undone.
package final class LuaInterrupt: Sendable {
    private let address: UInt

    init?() {
        guard let flag = clh_flag_make() else { return nil }
        address = UInt(bitPattern: flag)
    }

    deinit { clh_flag_free(flag) }

    var flag: OpaquePointer? { OpaquePointer(bitPattern: address) }

    /// Stops the script; running code ends with the code `interrupted`.
    package func stop() { clh_flag_set(flag) }

    /// Whether ``stop()`` was called.
    package var isStopped: Bool { clh_flag_is_set(flag) }
}
