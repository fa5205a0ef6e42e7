internal import TWSWire

/// Carries out what a course says, besides prices and faults, at its time.
struct CourseTurns: ChaosEffect {
    let turns: [MarketCourse.TimedTurn]

    mutating func wake(_ number: Int, _ exchange: inout SimExchange, _ turn: inout Turn) {
        if case .halt(let conId, let isOn) = turns[number].turn { exchange.halt(conId, isOn) }
    }
}
