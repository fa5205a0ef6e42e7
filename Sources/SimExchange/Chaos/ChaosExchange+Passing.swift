internal import TWSWire

extension ChaosExchange {
    /// Runs the exchange and the waiting work in order of time; at the same instant, the exchange comes first.
    mutating func run(until limit: ExchangeInstant) {
        while !row.isEmpty, let time = nextEvent(after: now), time <= limit {
            pass(exchange.outputs(until: time), isAnswer: false)
            while let work = waiting.next(dueAt: time) { perform(work) }
        }
        pass(exchange.outputs(until: limit), isAnswer: false)
    }

    private mutating func perform(_ work: WaitingLine.Work) {
        switch work {
        case .pass(let outgoing, let place): pass(outgoing, from: place)
        case .wake(let number, let place):
            var turn = turn
            row[place].wake(number, &exchange, &turn)
            settle(turn, place)
            pass(exchange.outputs(until: now), isAnswer: false)
        }
    }

    /// Returns whether every effect lets a new connection through, starting with the last of the row.
    mutating func admits(_ connection: ConnectionID, clientID: Int) -> Bool {
        for place in row.indices.reversed() {
            var turn = turn
            let isAdmitted = row[place].admits(connection, clientID: clientID, &turn)
            settle(turn, place)
            if !isAdmitted { return false }
        }
        return true
    }

    /// Tells the effects about an admitted client.
    mutating func greeted(_ connection: ConnectionID, clientID: Int) {
        for place in row.indices {
            var turn = turn
            row[place].connected(connection, clientID: clientID, &turn)
            settle(turn, place)
        }
    }

    /// Returns whether every effect lets a request through, starting with the last of the row.
    mutating func passes(_ message: ClientMessage, from connection: ConnectionID) -> Bool {
        for place in row.indices.reversed() {
            var turn = turn
            let isPassed = row[place].passes(message, from: connection, &exchange, &turn)
            settle(turn, place)
            guard isPassed else {
                pass(exchange.outputs(until: now), isAnswer: false)
                return false
            }
        }
        return true
    }

    /// Sends what the exchange delivers through the whole row.
    mutating func pass(_ outputs: [ExchangeOutput], isAnswer: Bool) {
        guard !outputs.isEmpty else { return }
        guard !row.isEmpty else {
            if outbox.isEmpty { outbox = outputs } else { outbox += outputs }
            return
        }
        for delivery in outputs.flatMap(\.deliveries) {
            pass(Outgoing(output: .deliver(delivery), isAnswer: isAnswer), from: 0)
        }
    }

    /// Sends an output through the row, starting at a place.
    mutating func pass(_ outgoing: Outgoing, from place: Int) {
        guard place < row.count else { return emit(outgoing.output) }
        var turn = turn
        row[place].handle(outgoing, &turn)
        settle(turn, place)
    }

    /// Removes a client.
    mutating func release(_ connection: ConnectionID) {
        sockets.remove(connection)
        guard clients.removeValue(forKey: connection) != nil else { return }
        exchange.disconnect(connection, at: now)
        for place in row.indices { row[place].disconnected(connection) }
    }

    /// Takes the outputs so far.
    mutating func takeOutputs() -> [ExchangeOutput] {
        Swift.exchange(&outbox, with: [])
    }

    private var turn: Turn { Turn(now: now, clients: clients) }

    /// Fulfills the wishes of the effect at a place of the row.
    private mutating func settle(_ turn: Turn, _ place: Int) {
        for wish in turn.wishes {
            switch wish {
            case .send(let outgoing): pass(outgoing, from: place + 1)
            case .sendLater(let outgoing, let time): waiting.add(.pass(outgoing, from: place + 1), at: time)
            case .wake(let number, let time): waiting.add(.wake(number, at: place), at: time)
            }
        }
    }

    /// Passes an output to the owner, unless its connection is closed.
    private mutating func emit(_ output: ExchangeOutput) {
        guard sockets.contains(output.connection) else { return }
        outbox.append(output)
        if case .close(let connection, _) = output { release(connection) }
    }
}
