import Foundation
import RuntimeTesting
import ScriptHost
import TWSWire
import Testing
import Trading

@testable import ScriptRuntime
@testable import SimExchange

/// Shipped scripts in virtual time, through nights and losses.
@Suite("Shipped scripts in virtual time")
struct ShippedScriptTests {
    private static func source(_ name: String, _ changes: (from: String, to: String)...) throws -> String {
        let root = URL(fileURLWithPath: #filePath)
            .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        var text = try String(contentsOf: root.appendingPathComponent("scripts/\(name).lua"), encoding: .utf8)
        for change in changes {
            #expect(text.contains(change.from))
            text = text.replacing(change.from, with: change.to)
        }
        return text
    }

    /// The bars that the orders of `sma_cross` bear in their keys.
    private static func keys(_ run: ChaosRun) -> [String] {
        run.orders.compactMap { entry in
            let parts = entry.order.orderRef.split(separator: ".")
            return parts.count == 4 && parts[1] == "k" ? String(parts[3]) : nil
        }.sorted()
    }

    @Test("sma_cross trades the same bars with a restart of TWS in the middle as without one")
    func averages() throws {
        let hours = Soak.isOn ? 48 : 4
        let source =
            try Self.source(
                "sma_cross",
                (
                    #"size   = { type = "string", default = "5 mins" }"#,
                    #"size   = { type = "string", default = "1 min" }"#
                ),
                ("default = 10, min = 1 }", "default = 2, min = 1 }"),
                ("default = 30, min = 2 }", "default = 5, min = 2 }")
            ) + "\nafter(\(hours * 3_600), stop)\n"
        let calm = try ChaosRun(source, [])
        let broken = try ChaosRun(source, [.nightlyRestart])
        #expect(calm.status == 0 && broken.status == 0, "\(broken.output.last)")
        #expect(broken.connections > 1)
        #expect(Self.keys(calm).count > 4)
        #expect(Set(Self.keys(broken)).count == Self.keys(broken).count)
        // A bar that was missed at first is traded when it is filled in, under its own key.
        #expect(Self.keys(broken) == Self.keys(calm))
    }

    /// `wheel`, which looks as often as `more` says, and rolls when so many days are left.
    private static func wheel(roll: Int = 7, before: String = "", more: String = "") throws -> ChaosRun {
        let source = try source(
            "wheel",
            (#"{ type = "boolean", default = false,"#, #"{ type = "boolean", default = true,"#),
            (#"{ type = "integer", default = 7, min = 0,"#, #"{ type = "integer", default = \#(roll), min = 0,"#),
            ("\nlook()\n", "\n\(before)\nlook()\n")
        )
        return try ChaosRun(source + more + "\n", [])
    }

    private static func trades(_ run: ChaosRun) -> [String] {
        run.orders.map { "\($0.order.action.text) \($0.contract.secType.text) \($0.contract.right.text)" }
    }

    @Test("wheel sells a put by delta, leaves it while there is time, rolls it, and sells calls against stock")
    func options() throws {
        let idle = try Self.wheel(more: "look()")
        #expect(idle.status == 0, "\(idle.output.last)")
        #expect(Self.trades(idle) == ["SELL OPT P"])
        #expect(idle.output.shown("log").contains { $0.contains("days left: nothing to do") })
        let rolled = try Self.wheel(roll: 365, more: "look()")
        #expect(Self.trades(rolled) == ["SELL OPT P", "BUY OPT P", "SELL OPT P"], "\(rolled.output.last)")
        let covered = try Self.wheel(before: #"place(stock, order("BUY", 100)):wait()"#)
        #expect(Self.trades(covered).map { $0.prefix(8) } == ["BUY STK ", "SELL OPT"], "\(covered.output.last)")
        #expect(Self.trades(covered).last == "SELL OPT C")
    }

    @Test(
        "bracket never has an exit without its entry, nor fills more than it entered, through faults",
        arguments: [
            ChaosPlan.lostMidFill, .lateExecution, .duplicateStatus, .noAcknowledgement, .restoredDataKept,
            .nightlyRestart, .commissionFirst,
        ]
    )
    func bracket(plan: ChaosPlan) throws {
        let source = try Self.source(
            "bracket",
            ("default = 2, min = 0.05", "default = 0.4, min = 0.05"),
            ("default = 1, min = 0.05", "default = 0.2, min = 0.05")
        )
        let run = try ChaosRun("\(source)\nstop()\n", [plan])
        #expect(run.orders.count == 3, "\(run.output.last)")
        let entry = try #require(run.orders.first)
        let exits = run.orders.dropFirst()
        #expect(exits.allSatisfy { $0.order.parentId == entry.orderId })
        let out = exits.reduce(ExactDecimal.zero) { $0 + $1.filled }
        #expect(out <= entry.filled)
        #expect(run.status != 0 || out == entry.filled)
        #expect(run.truth == run.positions)
    }

    @Test("watch goes on through a restart of TWS")
    func watch() throws {
        let rows = Soak.isOn ? 3 * 86_400 / 60 : 60
        let source = try Self.source(
            "watch",
            (#"every   = { type = "number", default = 1,"#, #"every   = { type = "number", default = 60,"#),
            (
                #"optional = true, min = 1, summary = "how many tables to draw; without it no end""#,
                "default = \(rows), min = 1"
            )
        )
        let run = try ChaosRun(source, [.nightlyRestart])
        #expect(run.status == 0, "\(run.output.last)")
        #expect(run.connections > 1)
        let tables = run.output.lines.compactMap { if case .screen(let rows) = $0.event { rows } else { nil } }
        #expect(tables.count == rows)
        #expect(tables.last?.contains { $0.hasPrefix("AAPL ") && !$0.contains("stale") && $0.contains(".") } == true)
    }
}
