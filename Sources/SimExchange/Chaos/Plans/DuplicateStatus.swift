internal import TWSWire

/// `dup-status`: every orderStatus is sent two or three times.
struct DuplicateStatus: ChaosEffect {
    private var random: KeyedStreams

    init(random: SeededGenerator) {
        self.random = KeyedStreams(random)
    }

    mutating func handle(_ outgoing: Outgoing, _ turn: inout Turn) {
        turn.send(outgoing)
        guard case .orderStatus? = outgoing.output.message else { return }
        let more = random.next(turn.clients[outgoing.connection] ?? -1, in: 1...2)
        for _ in 1...more { turn.send(outgoing) }
    }
}
