import TWSSession
import TWSWire
import Testing

@Suite("Pacing of past data")
struct HistoricalPacingTests {
    private static func bars(_ id: Int, _ symbol: String = "AAPL", size: String = "30 secs", what: String = "TRADES")
        -> ClientMessage
    {
        var request = ClientMessage.ReqHistoricalData()
        request.reqId = id
        request.contract.symbol = symbol
        (request.durationStr, request.barSizeSetting, request.whatToShow) = ("1 D", size, what)
        return .reqHistoricalData(request)
    }

    private static func cancel(_ id: Int) -> ClientMessage {
        var cancel = ClientMessage.CancelHistoricalData()
        cancel.reqId = id
        return .cancelHistoricalData(cancel)
    }

    /// TWS's answer to a request.
    private static func answer(_ id: Int) throws -> [UInt8] {
        var data = ServerMessage.HistoricalData()
        data.reqId = id
        var end = ServerMessage.HistoricalDataEnd()
        end.reqId = id
        let messages: [ServerMessage] = [.historicalData(data), .historicalDataEnd(end)]
        return try messages.flatMap { try Frame.framed($0.body(serverVersion: 200)) }
    }

    /// A request that left, and when, in milliseconds.
    private struct Departure {
        let moment: Int64
        let request: ClientMessage.ReqHistoricalData
    }

    private static func requests(_ bytes: [UInt8]) throws -> [ClientMessage.ReqHistoricalData] {
        var assembler = FrameAssembler()
        assembler.append(bytes.span)
        var found: [ClientMessage.ReqHistoricalData] = []
        while try assembler.advance() {
            let message = try ClientMessage.decode(assembler.body, serverVersion: 200).message
            if case .reqHistoricalData(let request) = message { found.append(request) }
        }
        return found
    }

    /// Sends, answers each request after `latency` milliseconds, and gives what left when.
    private func run(_ sends: [(Int64, ClientMessage)], latency: Int64) throws -> [Departure] {
        var session = ClientSession.ready()
        var departures: [Departure] = []
        var answers: [(moment: Int64, id: Int)] = []
        var rest = sends[...]
        var wake: Int64?
        func note(_ actions: [ClientSession.Action], _ now: Int64) throws {
            for request in try Self.requests(actions.written) {
                departures.append(Departure(moment: now, request: request))
                answers.append((now + latency, request.reqId))
            }
            if let instant = actions.wake { wake = (instant.nanoseconds + 999_999) / 1_000_000 }
        }
        while let now = [rest.first?.0, wake, answers.first?.moment].compactMap(\.self).min() {
            if let first = answers.first, first.moment == now {
                answers.removeFirst()
                try note(session.receive(try Self.answer(first.id), at: .at(now)), now)
            } else if wake == now {
                wake = nil
                try note(session.wake(at: .at(now)), now)
            } else if let next = rest.popFirst() {
                try note(try session.send(next.1, at: .at(now)), now)
            }
            if departures.count == sends.count, answers.isEmpty { break }
        }
        return departures
    }

    @Test("random requests: no window breaks a rule, and all leave", arguments: 0..<6)
    func property(_ seed: UInt64) throws {
        var random = SeededGenerator(state: seed)
        var now: Int64 = 1
        let sizes = ["5 secs", "30 secs", "1 min", "1 day"]
        let sends = (0..<180).map { number -> (Int64, ClientMessage) in
            if Int.random(in: 0..<8, using: &random) == 0 { now += Int64.random(in: 0..<20_000, using: &random) }
            let symbol = ["AAPL", "MSFT", "IBM"][Int.random(in: 0..<3, using: &random)]
            let size = sizes[Int.random(in: 0..<4, using: &random)]
            let what = Int.random(in: 0..<4, using: &random) == 0 ? "BID_ASK" : "TRADES"
            var request = Self.bars(number + 1, symbol, size: size, what: what)
            // Mostly different questions; the others would share an answer while one is on its way.
            if case .reqHistoricalData(var inner) = request {
                inner.durationStr = "\(number) S"
                request = .reqHistoricalData(inner)
            }
            return (now, request)
        }
        let left = try run(sends, latency: 400)
        #expect(Set(left.map(\.request.reqId)).count == sends.count)
        let small = left.filter { ["5 secs", "30 secs"].contains($0.request.barSizeSetting) }
        for (place, departure) in small.enumerated() {
            let later = small[place...]
            let weights = later.filter { $0.moment < departure.moment + 600_000 }
                .reduce(0) { $0 + ($1.request.whatToShow == "BID_ASK" ? 2 : 1) }
            #expect(weights <= 60)
            let same = later.filter {
                $0.moment < departure.moment + 2_000 && $0.request.contract == departure.request.contract
                    && $0.request.whatToShow == departure.request.whatToShow
            }
            #expect(same.count < 6)
        }
        #expect(small.count > 60, "the rule of ten minutes was needed")
    }

    @Test("an equal request of small bars waits 15 seconds after the first was answered; one of long bars does not")
    func equal() throws {
        let left = try run(
            [
                (1, Self.bars(1)), (500, Self.bars(2)), (501, Self.bars(3, size: "1 day")),
                (900, Self.bars(4, size: "1 day")),
            ],
            latency: 100
        )
        #expect(left.map(\.request.reqId) == [1, 3, 4, 2])
        #expect(left[2].moment == 900)
        #expect(left[3].moment >= 15_001 && left[3].moment < 15_300)
    }

    @Test("50 wait for their answer at most; the next leaves with the first answer")
    func fiftyOpen() throws {
        var session = ClientSession.ready(maximumRate: 0)
        var left = 0
        for number in 1...60 {
            left += try Self.requests(
                try session.send(Self.bars(number, "S\(number)", size: "1 day"), at: .at(5)).written
            ).count
        }
        #expect(left == 50)
        let actions = session.receive(try Self.answer(7), at: .at(6))
        #expect(try Self.requests(actions.written).map(\.reqId) == [51])
        #expect(actions.contains(.left(51)))
    }

    @Test("who asks for what is on its way hears the same answer, and TWS is asked once")
    func shared() throws {
        var session = ClientSession.ready()
        #expect(try Self.requests(try session.send(Self.bars(1), at: .at(1)).written).count == 1)
        for number in 2...4 { #expect(try session.send(Self.bars(number), at: .at(2)).written.isEmpty) }
        #expect(try session.send(Self.cancel(3), at: .at(3)).written.isEmpty, "the others wait on")
        #expect(try session.send(Self.cancel(1), at: .at(3)).written.isEmpty, "the others wait on")
        let heard = session.receive(try Self.answer(1), at: .at(4)).delivered
        #expect(heard.compactMap(\.requestId) == [2, 4, 2, 4])
        #expect(heard.map(\.name).prefix(2) == ["historicalData", "historicalData"])
        #expect(heard.map(\.name).suffix(2) == ["historicalDataEnd", "historicalDataEnd"])
    }

    @Test("the last who cancels a shared request cancels it at TWS, by the number TWS knows")
    func sharedCancel() throws {
        var session = ClientSession.ready()
        _ = try session.send(Self.bars(1), at: .at(1))
        _ = try session.send(Self.bars(2), at: .at(1))
        #expect(try session.send(Self.cancel(1), at: .at(2)).written.isEmpty)
        let bytes = try session.send(Self.cancel(2), at: .at(2)).written
        let body = Array(bytes.dropFirst(4))
        guard case .cancelHistoricalData(let cancel) = try ClientMessage.decode(body.span, serverVersion: 200).message
        else { return #expect(Bool(false), "a cancel") }
        #expect(cancel.reqId == 1)
    }

    @Test("a request that is cancelled while it is held never leaves")
    func cancelledWhileHeld() throws {
        var session = ClientSession.ready()
        _ = try session.send(Self.bars(1), at: .at(1))
        _ = session.receive(try Self.answer(1), at: .at(2))
        let second = try session.send(Self.bars(2), at: .at(3))
        #expect(second.contains(.held(2)))
        #expect(second.contains { if case .note(let text) = $0 { text.contains("15 seconds") } else { false } })
        #expect(try session.send(Self.cancel(2), at: .at(4)).written.isEmpty)
        #expect(session.wake(at: .at(20_000)).written.isEmpty)
    }

    @Test("what was asked on one connection counts on the next")
    func carriedOver() throws {
        var first = ClientSession.ready()
        for number in 1...45 { _ = try first.send(Self.bars(number, "S\(number)"), at: .at(1)) }
        var configuration = ClientSession.Configuration()
        configuration.historicalPacer = first.historicalPacer
        var second = ClientSession(configuration: configuration)
        _ = second.connected(at: .at(5_000))
        _ = second.receive(ServerBytes.answer + ServerBytes.accounts + ServerBytes.nextValidId, at: .at(5_000))
        var left = 0
        for number in 101...120 {
            left += try Self.requests(try second.send(Self.bars(number, "T\(number)"), at: .at(5_001)).written).count
        }
        #expect(left == 15)
    }

    @Test("the line that passes the usual allowance is told once; snapshots are no lines")
    func lines() throws {
        var session = ClientSession.ready(maximumRate: 0)
        var notes: [Int] = []
        for number in 1...103 {
            var request = ClientMessage.ReqMktData()
            (request.reqId, request.snapshot) = (number, number == 50)
            let actions = try session.send(.reqMktData(request), at: .at(Int64(number)))
            if actions.contains(where: { if case .note = $0 { true } else { false } }) { notes.append(number) }
        }
        #expect(notes == [102])
    }

    @Test("requests that wait long for the rate are told once, and their time is held")
    func rateIsTold() throws {
        var session = ClientSession.ready()
        var notes: [String] = []
        var held = 0
        for number in 1...200 {
            var request = ClientMessage.ReqContractDetails()
            request.reqId = number
            for action in try session.send(.reqContractDetails(request), at: .at(1)) {
                if case .note(let text) = action { notes.append(text) }
                if case .held = action { held += 1 }
            }
        }
        #expect(notes.count == 1)
        #expect(held > 90)
        let left = session.wake(at: .at(1_020)).filter { if case .left = $0 { true } else { false } }
        let more = session.wake(at: .at(2_040)).filter { if case .left = $0 { true } else { false } }
        #expect(left.count + more.count > 0)
    }
}
