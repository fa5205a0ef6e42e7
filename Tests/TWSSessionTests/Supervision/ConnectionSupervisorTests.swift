import TWSSession
import Testing

@Suite("When to connect, and when to give up")
struct ConnectionSupervisorTests {
    private typealias Event = ConnectionSupervisor.Event
    private typealias Action = ConnectionSupervisor.Action

    /// No chance: waits are exactly 1, 2, 4 … 60 s.
    ///
    /// Each number is 1, the smallest that `random(in:)` does not draw again: it makes the lower bound of any range.
    private struct Zeros: RandomNumberGenerator {
        mutating func next() -> UInt64 { 1 }
    }

    private static let first = Endpoint(host: "127.0.0.1", port: 7497)
    private static let second = Endpoint(host: "127.0.0.1", port: 4002)
    private static let refused1 = SessionError(.refused, "nothing at 7497", remedy: "start it")
    private static let refused2 = SessionError(.refused, "nothing at 4002")
    private static let stranger = SessionError(.notTWS, "a web server")
    private static let inUse = SessionError(.clientIdInUse, "client id 1 is taken")
    private static let late = SessionError(.timedOut, "no answer")
    private static let lost = SessionError(.connectionLost, "closed")

    private func supervisor(
        waits: Bool = false,
        reconnects: Bool = false,
        giveUpAfter: Duration? = nil,
        endpoints: [Endpoint] = [first, second]
    ) -> ConnectionSupervisor {
        var configuration = ConnectionSupervisor.Configuration(endpoints: endpoints)
        configuration.waits = waits
        configuration.reconnects = reconnects
        configuration.giveUpAfter = giveUpAfter
        return ConnectionSupervisor(configuration: configuration)
    }

    private func expect(
        _ supervisor: ConnectionSupervisor,
        _ table: [(Event, [Action])],
        sourceLocation: SourceLocation = #_sourceLocation
    ) {
        var supervisor = supervisor
        var random = Zeros()
        for (index, (event, actions)) in table.enumerated() {
            let found = supervisor.handle(event, using: &random)
            #expect(found == actions, "row \(index): \(event)", sourceLocation: sourceLocation)
        }
    }

    @Test("the first that answers is taken; after its loss there is no other")
    func once() {
        expect(
            supervisor(),
            [
                (.ready(at: .at(0)), []),
                (.start(at: .at(0)), [.connect(Self.first)]),
                (.start(at: .at(1)), []),
                (.wake(at: .at(1)), []),
                (.ready(at: .at(2)), []),
                (.lost(Self.lost, at: .at(90_000)), [.giveUp(Self.lost)]),
                (.start(at: .at(90_001)), []),
                (.wake(at: .at(99_000)), []),
            ]
        )
    }

    @Test("endpoints are tried in turn while the port is refused; the first one's error is told")
    func inTurn() {
        expect(
            supervisor(),
            [
                (.start(at: .at(0)), [.connect(Self.first)]),
                (.failed(Self.refused1, at: .at(1)), [.connect(Self.second)]),
                (.failed(Self.refused2, at: .at(2)), [.giveUp(Self.refused1)]),
            ]
        )
    }

    @Test("another error than a refused port is told itself, and ends the search")
    func stranger() {
        expect(
            supervisor(),
            [
                (.start(at: .at(0)), [.connect(Self.first)]),
                (.failed(Self.refused1, at: .at(1)), [.connect(Self.second)]),
                (.failed(Self.late, at: .at(5_001)), [.giveUp(Self.late)]),
            ]
        )
        expect(
            supervisor(),
            [
                (.start(at: .at(0)), [.connect(Self.first)]),
                (.failed(Self.stranger, at: .at(1)), [.giveUp(Self.stranger)]),
            ]
        )
        expect(
            supervisor(),
            [
                (.start(at: .at(0)), [.connect(Self.first)]),
                (.failed(Self.inUse, at: .at(1)), [.giveUp(Self.inUse)]),
            ]
        )
    }

    @Test("waiting: all endpoints again after 1, 2, 4 s; told once a kind; the same id after 326")
    func waits() {
        expect(
            supervisor(waits: true),
            [
                (.start(at: .at(0)), [.connect(Self.first)]),
                (.failed(Self.refused1, at: .at(0)), [.connect(Self.second)]),
                (.failed(Self.refused2, at: .at(0)), [.note("nothing at 7497; trying again"), .wakeAt(.at(1_000))]),
                (.wake(at: .at(999)), [.wakeAt(.at(1_000))]),
                (.wake(at: .at(1_000)), [.connect(Self.first)]),
                (.wake(at: .at(1_001)), []),
                (.failed(Self.refused1, at: .at(1_000)), [.connect(Self.second)]),
                (.failed(Self.refused2, at: .at(1_000)), [.wakeAt(.at(3_000))]),
                (.wake(at: .at(3_000)), [.connect(Self.first)]),
                (
                    .failed(Self.inUse, at: .at(3_000)),
                    [.note("client id 1 is taken; trying again"), .wakeAt(.at(7_000))]
                ),
                (.wake(at: .at(7_000)), [.connect(Self.first)]),
                (.ready(at: .at(7_100)), []),
                (.lost(Self.lost, at: .at(8_000)), [.giveUp(Self.lost)]),
            ]
        )
    }

    @Test("waiting does not help against a stranger")
    func finalErrors() {
        for code in [SessionError.Code.notTWS, .versionUnsupported, .redirected] {
            let error = SessionError(code, "no")
            expect(
                supervisor(waits: true, reconnects: true),
                [(.start(at: .at(0)), [.connect(Self.first)]), (.failed(error, at: .at(1)), [.giveUp(error)])]
            )
        }
    }

    @Test("a lost connection is made again to the endpoint that answered; one that lived resets the waits")
    func reconnects() {
        expect(
            supervisor(reconnects: true),
            [
                (.start(at: .at(0)), [.connect(Self.first)]),
                (.failed(Self.refused1, at: .at(0)), [.connect(Self.second)]),
                (.ready(at: .at(100)), []),
                (.lost(Self.lost, at: .at(20_000)), [.note("closed; trying again"), .wakeAt(.at(21_000))]),
                (.wake(at: .at(21_000)), [.connect(Self.second)]),
                (
                    .failed(Self.refused2, at: .at(21_000)),
                    [.note("nothing at 4002; trying again"), .wakeAt(.at(23_000))]
                ),
                (.wake(at: .at(23_000)), [.connect(Self.second)]),
                (.ready(at: .at(23_000)), []),
                (.lost(Self.lost, at: .at(32_999)), [.note("closed; trying again"), .wakeAt(.at(36_999))]),
                (.wake(at: .at(36_999)), [.connect(Self.second)]),
                (.ready(at: .at(37_000)), []),
                (.lost(Self.lost, at: .at(47_000)), [.note("closed; trying again"), .wakeAt(.at(48_000))]),
                (.stop, []),
                (.wake(at: .at(48_000)), []),
            ]
        )
    }

    @Test("without waiting the first connection is given up though later ones would be made again")
    func firstOnly() {
        expect(
            supervisor(reconnects: true, endpoints: [Self.first]),
            [
                (.start(at: .at(0)), [.connect(Self.first)]), (.failed(Self.inUse, at: .at(1)), [.giveUp(Self.inUse)]),
            ]
        )
    }

    @Test("the limit counts from the start of the outage; the last error is told")
    func limit() {
        expect(
            supervisor(waits: true, reconnects: true, giveUpAfter: .seconds(4), endpoints: [Self.first]),
            [
                (.start(at: .at(0)), [.connect(Self.first)]),
                (.failed(Self.refused1, at: .at(10)), [.note("nothing at 7497; trying again"), .wakeAt(.at(1_010))]),
                (.wake(at: .at(1_010)), [.connect(Self.first)]),
                (.ready(at: .at(1_020)), []),
                (.lost(Self.lost, at: .at(50_000)), [.note("closed; trying again"), .wakeAt(.at(51_000))]),
                (.wake(at: .at(51_000)), [.connect(Self.first)]),
                (
                    .failed(Self.refused1, at: .at(51_000)),
                    [.note("nothing at 7497; trying again"), .wakeAt(.at(53_000))]
                ),
                (.wake(at: .at(53_000)), [.connect(Self.first)]),
                (.failed(Self.late, at: .at(53_900)), [.note("no answer; trying again"), .wakeAt(.at(54_000))]),
                (.wake(at: .at(54_000)), [.giveUp(Self.late)]),
            ]
        )
        expect(
            supervisor(waits: true, giveUpAfter: .seconds(4), endpoints: [Self.first]),
            [
                (.start(at: .at(0)), [.connect(Self.first)]),
                (.failed(Self.late, at: .at(5_000)), [.giveUp(Self.late)]),
            ]
        )
    }

    @Test("after stop nothing comes, whatever happens", arguments: 0..<3)
    func stop(_ reached: Int) {
        var supervisor = supervisor(waits: true, reconnects: true)
        var random = Zeros()
        let begin: [Event] = [.start(at: .at(0)), .failed(Self.late, at: .at(1)), .wake(at: .at(1_001))]
        for event in begin.prefix(reached) { _ = supervisor.handle(event, using: &random) }
        for event in [Event.stop] + begin + [.ready(at: .at(9)), .lost(Self.lost, at: .at(10))] {
            #expect(supervisor.handle(event, using: &random) == [])
        }
    }

    @Test("the waits: 1 s doubling to 60 s, up to a quarter less")
    func backOff() {
        var exact = BackOff()
        var zeros = Zeros()
        #expect(
            (0..<9).map { _ in exact.fail(using: &zeros) } == [1, 2, 4, 8, 16, 32, 60, 60, 60].map { .seconds($0) }
        )
        var random = SeededGenerator(state: 3)
        var different: Set<Duration> = []
        for _ in 0..<200 {
            var backOff = BackOff()
            let wait = backOff.fail(using: &random)
            #expect(wait >= .milliseconds(750) && wait <= .seconds(1))
            different.insert(wait)
        }
        #expect(different.count > 100)
    }

    @Test("1000 random sequences: one attempt at a time, none after the end, waits within bounds")
    func random() {
        var random = SeededGenerator(state: 1)
        var connects = 0
        var ends = 0
        for _ in 0..<1000 {
            var supervisor = supervisor(
                waits: Bool.random(using: &random),
                reconnects: Bool.random(using: &random),
                giveUpAfter: Bool.random(using: &random) ? nil : .seconds(Int64.random(in: 1...300, using: &random))
            )
            var run = RandomRun()
            for _ in 0..<60 {
                let event = run.event(using: &random)
                run.take(event, supervisor.handle(event, using: &random))
            }
            connects += run.connects
            ends += run.isOver ? 1 : 0
        }
        #expect(connects > 1000 && ends > 100, "the sequences get somewhere")
    }

    /// Follows one random sequence.
    private struct RandomRun {
        var now: Int64 = 0
        var isUnderWay = false
        var isOver = false
        var connects = 0
        var wake: SessionInstant?

        mutating func event(using random: inout SeededGenerator) -> Event {
            now += Int64.random(in: 0..<20_000, using: &random)
            let errors = [refused1, refused2, inUse, late, lost, stranger]
            let error = errors[Int.random(in: 0..<6, using: &random)]
            return switch Int.random(in: 0..<60, using: &random) {
            case 0: .stop
            case 1..<8: .start(at: .at(now))
            case 8..<25: .failed(error, at: .at(now))
            case 25..<35: .ready(at: .at(now))
            case 35..<42: .lost(error, at: .at(now))
            default: .wake(at: wake ?? .at(now))
            }
        }

        mutating func take(_ event: Event, _ actions: [Action]) {
            if isOver { #expect(actions.isEmpty) }
            switch event {
            case .failed, .lost: isUnderWay = false
            case .stop: isOver = true
            case .wake(let moment): now = max(now, (moment.nanoseconds + 999_999) / 1_000_000)
            default: break
            }
            for action in actions {
                switch action {
                case .connect(let endpoint):
                    #expect(!isUnderWay && !isOver)
                    #expect([first, second].contains(endpoint))
                    isUnderWay = true
                    connects += 1
                    wake = nil
                case .wakeAt(let moment):
                    #expect(!isUnderWay)
                    #expect(moment <= .at(now + 60_000))
                    wake = moment
                case .giveUp: isOver = true
                case .note(let text): #expect(text.hasSuffix("; trying again"))
                }
            }
        }
    }
}
