/// What a host function gives back to the script.
package enum HostResult {
    /// What was pushed on the frame, in that order; nothing pushed is no value.
    case returned
    /// One value, after those pushed.
    case value(LuaValue)
    /// Several values, after those pushed.
    case values([LuaValue])
    /// The coroutine waits for the token; only where ``LuaFrame/canWait`` holds.
    case waiting(LuaToken)
}

/// A function of the host: reads its arguments from the frame, and returns values, waits or throws.
///
/// A thrown ``LuaRaise`` becomes a typed error at the script's line; any other error becomes one with its description.
package typealias HostFunction = (borrowing LuaFrame) throws -> HostResult
