import Foundation
import Store
import TWSWire
import Testing
import Trading

@Suite("What a journal tells a run that begins")
struct JournalHistoryTests {
    private let bench: JournalBench
    private let file: JournalFile

    init() throws {
        bench = try JournalBench()
        file = try JournalFile(path: bench.path)
    }

    private func commit(_ records: JournalRecord..., states: [JournalOrderState] = []) throws {
        try file.commit(records, states: states, at: JournalBench.stamp())
    }

    private static func state(_ reference: String, _ word: String, isDone: Bool, permId: Int = 0) -> JournalOrderState {
        JournalOrderState(reference: reference, permId: permId, word: word, isDone: isDone)
    }

    @Test("Orders that are not done are those of everybody, those with a key are the script's own in any state")
    func orders() throws {
        let done = ["ibs.r.0badcafe.1.", "ibs.k.aaaaaaaa.day1.", "ibs.k.bbbbbbbb.day1."]
        try commit(
            JournalBench.intent(1, done[0]),
            JournalBench.intent(2, done[1]),
            JournalBench.intent(3, done[2], script: "beta"),
            JournalBench.intent(4, "ibs.r.0badcafe.4.", script: "beta"),
            states: done.map { Self.state($0, "Filled", isDone: true) }
        )
        let history = try file.history(scripts: ["alpha"])
        #expect(history.orders.map(\.reference) == ["ibs.k.aaaaaaaa.day1.", "ibs.r.0badcafe.4."])
        #expect(history.orders.map(\.scriptName) == ["alpha", "beta"])
        #expect(history.highestOrderId == [1: 4])
        #expect(try file.history(scripts: []).orders.map(\.orderId) == [4])
    }

    @Test("An order has its latest terms, what TWS told of it, whether it was sent and released")
    func details() throws {
        let reference = "ibs.k.aaaaaaaa.day1."
        let changed = JournalBench.order(reference, limit: 191)
        func of(_ event: JournalRecord.Event) -> JournalRecord { JournalBench.record(event, 7, reference) }
        try commit(
            JournalBench.record(.scriptStarted(name: "alpha", file: "/a/alpha.lua", sha256: "00")),
            JournalBench.intent(7, reference)
        )
        var past = try #require(try file.history(scripts: []).orders.first)
        #expect(!past.wasSent && !past.isReleased && past.messages.isEmpty && past.file == "/a/alpha.lua")
        #expect(past.order == JournalBench.order(reference) && past.contract == JournalBench.contract())
        try commit(
            of(.sent(orderId: 7)),
            of(.message(JournalBench.status(7, .submitted))),
            of(.modification(orderId: 7, contract: JournalBench.contract(), order: changed)),
            of(.message(JournalBench.status(7, .preSubmitted))),
            JournalBench.record(.released(reference: reference))
        )
        past = try #require(try file.history(scripts: []).orders.first)
        #expect(past.wasSent && past.isReleased && past.order == changed)
        #expect(past.firstOrder == JournalBench.order(reference) && past.placed == JournalBench.now)
        #expect(past.messages == [JournalBench.status(7, .submitted), JournalBench.status(7, .preSubmitted)])
        #expect(past.clientId == 1 && past.orderId == 7)
    }

    @Test("An order that has expired is cancelled in the list, and its key's history says so")
    func expired() throws {
        let reference = "ibs.k.aaaaaaaa.day1."
        try commit(
            JournalBench.intent(7, reference),
            JournalBench.record(.expired(orderId: 7), 7, reference),
            states: [Self.state(reference, "Cancelled", isDone: true)]
        )
        #expect(try file.history(scripts: []).orders.isEmpty)
        #expect(try file.history(scripts: ["alpha"]).orders.map(\.hasExpired) == [true])
        #expect(try file.verify() == [])
    }

    @Test("What the orders of all runs have traded and not closed, with the contract as it was ordered in")
    func positions() throws {
        func fill(_ execId: String, _ side: ExecutionSide, _ shares: ExactDecimal, _ reference: String) -> JournalRecord
        {
            var details = ServerMessage.ExecDetails()
            details.contract = JournalBench.contract()
            details.contract.exchange = "NASDAQ"
            (details.execution.execId, details.execution.side) = (execId, side)
            (details.execution.shares, details.execution.orderRef) = (shares, reference)
            return JournalBench.record(.message(.execDetails(details)), 1, reference)
        }
        let references = ["ibs.r.0badcafe.1.", "ibs.r.0badbeef.1."]
        try commit(
            JournalBench.intent(1, references[0]),
            JournalBench.intent(2, references[1], script: "beta"),
            fill("0000e.1.01.01", .bought, 100, references[0]),
            fill("0000e.2.01.01", .sold, 30, references[1]),
            fill("0000e.3.01.01", .bought, 500, "by hand"),
            states: references.map { Self.state($0, "Filled", isDone: true) }
        )
        let open = try file.openPositions()
        #expect(open == [NetPosition(contract: JournalBench.contract(), quantity: 70)])
    }

    @Test("A key that was freed may name a second order, of which the first one's messages tell nothing")
    func freedKey() throws {
        let reference = "ibs.k.aaaaaaaa.day1."
        try commit(
            JournalBench.intent(7, reference),
            JournalBench.record(.message(JournalBench.status(7, .submitted)), 7, reference),
            JournalBench.record(.released(reference: reference)),
            JournalBench.intent(9, reference)
        )
        let orders = try file.history(scripts: []).orders
        #expect(orders.map(\.orderId) == [7, 9])
        #expect(orders.map(\.messages.count) == [1, 0])
        #expect(orders.map(\.isReleased) == [true, false])
    }

    @Test("A name belongs to the file that used it first, then to the one that has placed an order under it")
    func names() throws {
        try commit(
            JournalBench.record(.scriptStarted(name: "alpha", file: "/a.lua", sha256: "00")),
            JournalBench.record(.scriptStarted(name: "beta", file: "/b.lua", sha256: "00")),
            JournalBench.record(.scriptStarted(name: "alpha", file: "/c.lua", sha256: "00"))
        )
        #expect(try file.history(scripts: []).fileOfName == ["alpha": "/a.lua", "beta": "/b.lua"])
        try commit(JournalBench.intent(7, "ibs.k.00000000.x."))
        #expect(try file.history(scripts: []).fileOfName == ["alpha": "/c.lua", "beta": "/b.lua"])
    }

    @Test("Orders that TWS has not spoken of are found beside a run that is alive, and after its death")
    func lateLists() throws {
        let references = (1...3).map { "ibs.k.aaaaaaaa.day\($0)." }
        try commit(JournalBench.intent(1, references[0]))
        try commit(
            JournalBench.record(.sent(orderId: 1), 1, references[0]),
            JournalBench.intent(2, references[1])
        )
        try commit(
            JournalBench.record(.message(JournalBench.status(1, .submitted)), 1, references[0]),
            states: [Self.state(references[0], "Submitted", isDone: false, permId: 5_001)]
        )
        try commit(
            JournalBench.record(.sent(orderId: 2), 2, references[1]),
            JournalBench.intent(3, references[2])
        )
        try commit(JournalBench.record(.sent(orderId: 3), 3, references[2]))
        // The file and its log as a killed process leaves them.
        let left = bench.folder.appendingPathComponent("left.db").path
        let holder = try Holder(bench.path, "BEGIN IMMEDIATE")
        for end in ["", "-wal", "-ahead", "-ahead2"] {
            try FileManager.default.copyItem(atPath: bench.path + end, toPath: left + end)
        }
        withExtendedLifetime(holder) {}
        for file in [try JournalFile(reading: bench.path), try JournalFile(reading: left), try JournalFile(path: left)]
        {
            let orders = try file.orders()
            #expect(orders.map(\.reference) == references)
            #expect(orders.map(\.orderId) == [1, 2, 3])
            #expect(orders.map(\.isSent) == [true, true, true])
            #expect(orders.map(\.state) == ["Submitted", "PendingSubmit", "PendingSubmit"])
            #expect(try orders.map { try file.entries(JournalQuery(intent: $0.intent)).count } == [3, 2, 2])
            #expect(try file.verify() == [])
            #expect(try file.history(scripts: []).orders.map(\.wasSent) == [true, true, true])
        }
        try commit(JournalBench.record(.released(reference: references[2])))
        #expect(try JournalFile(reading: bench.path).orders().map(\.isReleased) == [false, false, true])
    }

    @Test("The lists follow from the events: they can be made anew, and a difference is found")
    func verification() throws {
        let reference = "ibs.r.0badcafe.1."
        try commit(
            JournalBench.record(.scriptStarted(name: "alpha", file: "/a.lua", sha256: "00")),
            JournalBench.intent(1, reference),
            JournalBench.record(.sent(orderId: 1), 1, reference),
            JournalBench.record(.message(JournalBench.status(1, .cancelled)), 1, reference),
            JournalBench.intent(2, "ibs.r.0badcafe.2."),
            JournalBench.record(.notSent(orderId: 2, reason: "full"), 2, "ibs.r.0badcafe.2."),
            states: [
                Self.state(reference, "Cancelled", isDone: true, permId: 5_001),
                Self.state("ibs.r.0badcafe.2.", "NotSent", isDone: true),
            ]
        )
        #expect(try file.verify() == [])
        let orders = try file.orders()
        let history = try file.history(scripts: ["alpha"])
        for damage in [
            "UPDATE orders SET state = 'Filled'", "UPDATE orders SET perm_id = 1", "UPDATE orders SET is_sent = 0",
            "DELETE FROM orders", "UPDATE orders SET intent = 99 WHERE order_id = 1",
        ] {
            #expect(JournalBench.sql(damage, on: bench.path) == nil)
            #expect(try file.verify() != [], "\(damage)")
            #expect(JournalBench.sql("DELETE FROM scripts", on: bench.path) == nil)
            try file.rebuild()
            #expect(try file.verify() == [])
            #expect(try file.orders() == orders)
            #expect(try file.history(scripts: ["alpha"]).fileOfName == history.fileOfName)
        }
    }
}
