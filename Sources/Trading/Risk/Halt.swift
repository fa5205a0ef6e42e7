/// Whether orders may enter: the latch that every order passes.
///
/// It only tightens by itself; loosening it is a person's.
package struct Halt: Sendable, Hashable {
    /// How far trading is open.
    package enum State: Sendable, Hashable {
        /// Orders enter as the limits permit.
        case active
        /// No order enters; cancels pass. The text says why.
        case halted(String)
    }

    /// How far trading is open.
    package private(set) var state = State.active

    /// Trading is open.
    package init() {}

    /// Lets no further order in; the first reason stays.
    package mutating func close(because reason: String) {
        if case .active = state { state = .halted(reason) }
    }

    /// Why an order may not enter now; `nil` if it may.
    package var denial: Denial? {
        guard case .halted(let reason) = state else { return nil }
        return Denial(
            code: .halted,
            message: "entries are halted: \(reason)",
            remedy: "cancels still pass; look at the orders in TWS, then start the run again"
        )
    }
}
