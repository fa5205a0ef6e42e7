/// Identifies a waiting coroutine for the host; unique among those waiting at the same time.
package struct LuaToken: RawRepresentable, Hashable, Sendable, ExpressibleByIntegerLiteral {
    /// The number that the host chose.
    package let rawValue: Int

    /// Creates a token with the host's number.
    package init(rawValue: Int) { self.rawValue = rawValue }

    /// Creates a token with the host's number.
    package init(_ rawValue: Int) { self.rawValue = rawValue }

    /// Creates a token with the host's number.
    package init(integerLiteral value: Int) { rawValue = value }
}

/// A call that used up its slice; ``LuaVM/continue(_:)`` continues it.
package struct LuaPause: Hashable, Sendable {
    let number: Int
}

/// How far a run, a call or a resumption got.
package enum Outcome: Hashable, Sendable {
    /// The function returned.
    case finished
    /// It waits until ``LuaVM/resume(_:with:)-(_,Result<[LuaValue],LuaRaise>)`` is called with the token.
    case waiting(LuaToken)
    /// It has used 200,000 instructions; the host lets others work, then calls ``LuaVM/continue(_:)``.
    case paused(LuaPause)
}

/// A coroutine of the host, with the remaining budget of its event.
struct Coroutine {
    let state: OpaquePointer
    let reference: CInt
    var allowance: Allowance
}
