import TWSWire
import Testing

@testable import SimExchange

/// The flows that are recorded.
enum RecordedFlows {
    /// A flow with a name.
    struct Named: Sendable, CustomTestStringConvertible {
        let name: String
        let run: @Sendable () throws -> Recording

        var testDescription: String { name }
    }

    /// With IBSCRIPT_SOAK=1 in the environment, and when the messages are written, all of them; else every fifth.
    static let chosen: [Named] = {
        let all = calm + configured + chaotic + long
        guard !Soak.isOn, Recording.folder == nil else { return all }
        return all.enumerated().filter { $0.offset % 5 == 0 }.map(\.element)
    }()

    /// Open and real sessions, one account and three, with a restart in the middle.
    private static let calm: [Named] = [(1, false, 1), (2, true, 1), (3, false, 3), (4, true, 3), (5, false, 1)].map {
        seed,
        isReal,
        accounts in
        Named(name: "calm-\(seed)") {
            var flow = RecordedFlow(seed: UInt64(seed)) { configuration in
                configuration.accounts = (0..<accounts).map { .init(startingCash: 1_000_000 / Double($0 + 1)) }
                if isReal { openLater(&configuration) }
            }
            flow.run(120)
            try flow.restart()
            flow.run(60)
            return flow.recording
        }
    }

    private static func openLater(_ configuration: inout SimConfiguration) {
        configuration.sessions = .real
        let date = CivilDate(year: 2026, month: 1, day: 6)
        configuration.start = ExchangeZone.newYork.instant(date, secondOfDay: 9 * 3600 + 1770)
    }

    /// Each setting that changes what is sent.
    private static let configured: [Named] = [
        configured("optimistic") { $0.fills = .optimistic },
        configured("conservative") { $0.fills = .conservative },
        configured("delayed") { $0.data = .delayed },
        configured("no-data") { $0.data = .none },
        configured("read-only") { $0.isReadOnly = true },
        configured("commission-before") { $0.commissions = .beforeExecution },
        configured("poor") { $0.accounts = [.init(startingCash: 5000)] },
        configured("precautions") { configuration in
            configuration.precautions = .init()
            configuration.restrictedSymbols = ["MSFT"]
            configuration.notShortableSymbols = ["AAPL"]
        },
    ]

    private static func configured(
        _ name: String,
        _ change: @escaping @Sendable (inout SimConfiguration) -> Void
    ) -> Named {
        Named(name: name) {
            var flow = RecordedFlow(seed: 11, change)
            flow.run(50)
            return flow.recording
        }
    }

    /// Every plan alone, and all that combine.
    private static let chaotic: [Named] =
        ChaosPlan.allCases.map { plan in chaotic(plan.rawValue, [plan]) }
        + [
            chaotic("orders", [.noAcknowledgement, .rejection, .hold, .doubleLiveOnModify, .presetNotice]),
            chaotic("fills", [.executionCorrection, .commissionPending, .lateExecution, .duplicateStatus, .slow]),
            chaotic("connections", [.lostMidFill, .idRollback, .clientIDInUse, .nightlyRestart, .restoredDataLost]),
        ]

    private static func chaotic(_ name: String, _ plans: [ChaosPlan]) -> Named {
        Named(name: "chaos-\(name)") {
            var flow = RecordedFlow(seed: 21, plans: plans)
            flow.run(70, pause: 1500)
            return flow.recording
        }
    }

    /// Over the end of options and futures, over days without clients, with real and open sessions.
    private static let long: [Named] = [SimConfiguration.Sessions.open, .real].map { sessions in
        Named(name: "expiry-\(sessions.rawValue)") {
            var flow = RecordedFlow(seed: 31) { configuration in
                configuration.sessions = sessions
                let date = CivilDate(year: 2026, month: 1, day: 16)
                configuration.start = ExchangeZone.newYork.instant(date, secondOfDay: 16 * 3600 - 60)
            }
            flow.run(80, pause: 1500)
            flow.leap(seconds: 3 * 86_400)
            flow.run(20)
            flow.leap(seconds: 70 * 86_400)
            flow.run(20)
            return flow.recording
        }
    }
}
