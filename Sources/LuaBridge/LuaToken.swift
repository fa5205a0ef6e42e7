/// The host's name for a coroutine that waits; unique among those that wait at the same time.
package struct LuaToken: RawRepresentable, Hashable, Sendable, ExpressibleByIntegerLiteral {
    /// The number the host chose.
    package let rawValue: Int

    /// A token with the host's number.
    package init(rawValue: Int) { self.rawValue = rawValue }

    /// A token with the host's number.
    package init(_ rawValue: Int) { self.rawValue = rawValue }

    /// A token with the host's number.
    package init(integerLiteral value: Int) { rawValue = value }
}

/// A call that used up its slice: ``LuaVM/continue(_:)`` goes on with it.
package struct LuaPause: Hashable, Sendable {
    let number: Int
}

/// How far a run, a call or a resumption came.
package enum Outcome: Hashable, Sendable {
    /// The function returned.
    case finished
    /// It waits until ``LuaVM/resume(_:with:)-(_,Result<[LuaValue],LuaRaise>)`` is called with the token.
    case waiting(LuaToken)
    /// It has used 200,000 instructions; the host lets others work, then calls ``LuaVM/continue(_:)``.
    case paused(LuaPause)
}

/// A coroutine of the host, and what is left for its event.
struct Coroutine {
    let state: OpaquePointer
    let reference: CInt
    var allowance: Allowance
}
