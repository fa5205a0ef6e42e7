import ScriptHost
import TWSSession
import Testing
import Trading

@testable import ScriptRuntime

/// The way to IB as a value: which events make a gap, how long it is, and what is asked for again.
@Suite("The watch over the link")
struct LinkWatchTests {
    private typealias Event = LinkWatch.Event

    private func moment(_ seconds: Double) -> LinkWatch.Moment {
        LinkWatch.Moment(
            time: RunInstant(seconds: seconds),
            instant: SessionInstant(nanoseconds: Int64(seconds * 1e9) + 77)
        )
    }

    /// Plays events, one a second from second 1 on, after the first connection at 0.
    private func play(_ events: [Event]) -> [LinkWatch.Action] {
        var watch = LinkWatch()
        _ = watch.handle(.ready, at: moment(0))
        _ = watch.handle(.reconciled, at: moment(0))
        return events.enumerated().flatMap { watch.handle($0.element, at: moment(Double($0.offset + 1))) }
    }

    /// Streams are asked for again a second after they were lost, unless said otherwise.
    private func restore(_ loss: LinkWatch.Loss, _ seconds: Double = 1) -> LinkWatch.Action {
        .restore(loss, after: seconds)
    }

    private func gap(_ from: Double, _ to: Double, _ cause: ConnectionGap.Cause, restored: Bool) -> LinkWatch.Action {
        .resume(
            ConnectionGap(
                from: RunInstant(seconds: from),
                to: RunInstant(seconds: to),
                seconds: to - from,
                cause: cause,
                isRestored: restored
            )
        )
    }

    @Test("a socket that is lost: everything is asked for again, and the gap ends when all is read")
    func socket() {
        #expect(play([.lost, .ready, .reconciled]) == [restore(.socket), gap(1, 3, .socket, restored: true)])
    }

    @Test("row 27: 1100 and 1102 make a gap; streams go on")
    func kept() {
        #expect(play([.serverLost, .serverBack, .reconciled]) == [.stall, gap(1, 3, .server, restored: false)])
    }

    @Test("row 28: 1101 asks for market data again")
    func dataLost() {
        #expect(
            play([.serverLost, .serverBackWithoutData, .reconciled])
                == [.stall, restore(.marketData), gap(1, 3, .server, restored: true)]
        )
    }

    @Test("a 1101 without its 1100 is believed, a 1102 alone says nothing")
    func alone() {
        #expect(
            play([.serverBackWithoutData, .reconciled]) == [
                restore(.marketData, 0), gap(1, 2, .server, restored: true),
            ]
        )
        #expect(play([.serverBack, .reconciled]) == [])
    }

    @Test("a gap that goes over into another is one gap, from the first loss to the last return")
    func joined() {
        #expect(
            play([.serverLost, .lost, .ready, .reconciled])
                == [.stall, restore(.socket, 2), gap(1, 4, .socket, restored: true)]
        )
        #expect(
            play([.lost, .ready, .lost, .ready, .reconciled])
                == [restore(.socket), restore(.socket, 3), gap(1, 5, .socket, restored: true)]
        )
        // Back at TWS, which itself has no connection yet.
        #expect(
            play([.lost, .ready, .serverLost, .reconciled, .serverBack, .reconciled])
                == [restore(.socket), .stall, gap(1, 6, .socket, restored: true)]
        )
    }

    @Test("before the first connection nothing is a gap")
    func fresh() {
        var watch = LinkWatch()
        for event in [Event.lost, .serverLost, .serverBackWithoutData, .serverBack, .reconciled, .ready, .reconciled] {
            #expect(watch.handle(event, at: moment(0)) == [])
        }
    }

    @Test("the line for people says how long, and what was restored")
    func text() {
        var gap = ConnectionGap(
            from: RunInstant(seconds: 100),
            to: RunInstant(seconds: 285),
            seconds: 185,
            cause: .server,
            isRestored: false
        )
        #expect(gap.text == "TWS is connected to IB again after 3 min 5 s; subscriptions were kept")
        (gap.cause, gap.isRestored, gap.streams) = (.socket, true, 3)
        #expect(gap.text == "connected to TWS again after 3 min 5 s; 3 subscriptions restored")
        gap.streams = 1
        #expect(gap.text.hasSuffix("; 1 subscription restored"))
    }
}
