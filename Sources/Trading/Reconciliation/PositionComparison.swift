internal import TWSWire

/// Compares the change of positions between two complete rounds with the executions seen in between.
///
/// An account may hold positions from anywhere, so only a change that no execution explains counts. A position may be
/// reported before its execution, so two rounds must find the change. It is reported, never booked.
struct PositionComparison: Sendable {
    /// A change that no execution explains.
    struct Difference: Hashable, Sendable {
        var instrument: InstrumentKey
        var quantity: ExactDecimal
    }

    private struct Snapshot: Sendable {
        var positions: [InstrumentKey: ExactDecimal]
        var nets: [InstrumentKey: ExactDecimal]
    }

    private var base: Snapshot?
    private var suspected: [InstrumentKey: ExactDecimal] = [:]

    /// Whether a difference was seen once.
    var needsSecondLook: Bool { !suspected.isEmpty }

    /// Whether there are earlier positions to compare with.
    var hasBase: Bool { base != nil }

    /// The differences that these positions would produce.
    func differences(_ positions: [InstrumentKey: ExactDecimal], _ executions: AccountExecutions)
        -> [InstrumentKey: ExactDecimal]
    {
        guard let base, !executions.isIncomplete else { return [:] }
        var differences: [InstrumentKey: ExactDecimal] = [:]
        for key in Set(positions.keys).union(base.positions.keys).union(executions.nets.keys) {
            let moved = (positions[key] ?? .zero) - (base.positions[key] ?? .zero)
            let explained = (executions.nets[key] ?? .zero) - (base.nets[key] ?? .zero)
            if moved != explained { differences[key] = moved - explained }
        }
        return differences
    }

    /// Completes a round; returns the differences that are now certain, each once.
    mutating func roundCompleted(
        _ positions: [InstrumentKey: ExactDecimal],
        _ executions: AccountExecutions
    ) -> [Difference] {
        let found = differences(positions, executions)
        let certain = found.filter { suspected[$0.key] == $0.value }
        suspected = found.filter { certain[$0.key] == nil }
        // What is only suspected is compared with the same base again.
        var next = Snapshot(positions: positions, nets: executions.nets)
        for key in suspected.keys {
            next.positions[key] = base?.positions[key]
            next.nets[key] = base?.nets[key]
        }
        base = next
        return certain.map { Difference(instrument: $0.key, quantity: $0.value) }
            .sorted { $0.instrument.text < $1.instrument.text }
    }
}
