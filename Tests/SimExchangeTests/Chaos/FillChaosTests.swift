import TWSWire
import Testing

@testable import SimExchange

/// The plans that spoil the news: dup-status, late-exec, commission-first, commission-pending, exec-correction, slow.
@Suite struct FillChaosTests {
    /// Thirty market orders, 900 ms apart, and ten seconds more.
    private static func orders(_ plans: [ChaosPlan], seed: UInt64 = 1) -> ChaosBench {
        var bench = ChaosBench(plans, seed: seed)
        for id in 1...30 {
            bench.send(ClientMessage.PlaceOrder.order(id, id % 3 == 0 ? .sell : .buy))
            bench.wait(milliseconds: 900)
        }
        bench.wait(milliseconds: 10_000)
        return bench
    }

    private func messages(_ bench: ChaosBench) -> [ServerMessage] { bench.log.compactMap(\.output.message) }

    @Test func everyStatusComesTwoOrThreeTimes() {
        let (calm, bench) = (Self.orders([]), Self.orders([.duplicateStatus]))
        var (runs, last) = ([Int](), ServerMessage?.none)
        var once: [ServerMessage] = []
        for message in messages(bench) {
            if case .orderStatus = message, message == last {
                runs[runs.count - 1] += 1
                continue
            }
            if case .orderStatus = message { runs.append(1) }
            once.append(message)
            last = message
        }
        #expect(once == messages(calm))
        #expect(Set(runs) == [2, 3] && runs.count == 90)
    }

    @Test func executionsComeTwoSecondsAfterFilled() throws {
        let (calm, bench) = (Self.orders([]), Self.orders([.lateExecution]))
        let (told, late) = (calm.times { $0.isExecution }, bench.times { $0.isExecution })
        #expect(bench.times { $0.isStatus(.filled) } == calm.times { $0.isStatus(.filled) })
        #expect(late.count == 30 && zip(told, late).allSatisfy { (1800...2200).contains($1 - $0) })
        #expect(zip(late, bench.times { $0.isCommission }).allSatisfy { $0 <= $1 })
        #expect(messages(bench).executions == messages(calm).executions)
        #expect(messages(bench).commissions == messages(calm).commissions)
    }

    @Test func lateExecutionsAreToldAtOnceToWhoAsks() {
        var bench = ChaosBench([.lateExecution])
        bench.send(ClientMessage.PlaceOrder.order(1))
        #expect(bench.wait(milliseconds: 1000).executions.isEmpty)
        #expect(bench.recovered().executions.count == 1)
    }

    @Test func commissionsComeBeforeExecutions() {
        let bench = Self.orders([.commissionFirst])
        let ids = messages(bench).compactMap { message -> String? in
            switch message {
            case .execDetails(let details): "execution \(details.execution.execId)"
            case .commissionAndFeesReport(let report): "commission \(report.execId)"
            default: nil
            }
        }
        #expect(ids.count == 60)
        for place in stride(from: 0, to: ids.count, by: 2) {
            #expect(ids[place].hasPrefix("commission") && ids[place + 1].hasPrefix("execution"))
            #expect(ids[place].split(separator: " ")[1] == ids[place + 1].split(separator: " ")[1])
        }
    }

    @Test func commissionIsPendingForFiveSeconds() throws {
        var bench = ChaosBench([.commissionPending])
        bench.send(ClientMessage.PlaceOrder.order(1))
        bench.wait(milliseconds: 1000)
        #expect(bench.recovered().commissions == [-1])
        bench.wait(milliseconds: 10_000)
        let told = bench.log.compactMap { line -> (Int64, Double?)? in
            guard case .commissionAndFeesReport(let report)? = line.output.message else { return nil }
            return (bench.milliseconds(line.time), report.commissionAndFees)
        }
        #expect(told.map(\.1) == [-1, -1, 1])
        #expect(told[2].0 - told[0].0 == 5000)
        #expect(bench.recovered().commissions == [1])
    }

    /// The true profit comes with the true commission.
    @Test func pendingProfitIsUnknown() {
        let (calm, bench) = (Self.orders([]), Self.orders([.commissionPending]))
        let reports = messages(bench).compactMap { message in
            if case .commissionAndFeesReport(let report) = message { report } else { nil }
        }
        #expect(reports.filter { $0.commissionAndFees == -1 }.allSatisfy { $0.realizedPNL == nil })
        let truth = messages(calm).filter(\.isCommission)
        #expect(reports.filter { $0.commissionAndFees != -1 }.map(\.serverMessage) == truth)
    }

    @Test func firstExecutionOfAnOrderComesAgainCorrected() throws {
        let (calm, bench) = (Self.orders([]), Self.orders([.executionCorrection]))
        let executions = messages(bench).executions
        let corrections = executions.filter { !$0.execId.hasSuffix(".01") }
        #expect(corrections.count == 30 && corrections.allSatisfy { $0.execId.hasSuffix(".01.02") })
        for correction in corrections {
            let first = try #require(executions.first { $0.execId.dropLast(2) == correction.execId.dropLast(2) })
            let change = abs(cents(correction.price - first.price))
            #expect(change >= 0.01 && change <= 0.03 && correction.shares == first.shares)
        }
        #expect(executions.filter { $0.execId.hasSuffix(".01") } == messages(calm).executions)
        #expect(bench.exchange.netLiquidation != calm.exchange.netLiquidation)
        let (first, again) = (bench.times { $0.isExecution }.first, bench.times(Self.isCorrection).first)
        #expect((1000...5000).contains(try #require(again) - (try #require(first))))
    }

    private static func isCorrection(_ message: ServerMessage) -> Bool {
        if case .execDetails(let details) = message { details.execution.execId.hasSuffix(".02") } else { false }
    }

    @Test func everythingIsLateAndInOrder() {
        let (calm, bench) = (Self.orders([]), Self.orders([.slow]))
        #expect(messages(bench) == messages(calm))
        let (told, late) = (calm.times { _ in true }, bench.times { _ in true })
        #expect(late == late.sorted())
        #expect(zip(told, late).allSatisfy { (500...2000).contains($1 - $0) })
        #expect(Set(zip(told, late).map { $1 - $0 }).count > 10)
    }
}
