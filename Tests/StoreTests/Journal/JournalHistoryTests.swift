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
        #expect(past.messages == [JournalBench.status(7, .submitted), JournalBench.status(7, .preSubmitted)])
        #expect(past.clientId == 1 && past.orderId == 7)
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

    @Test("A name belongs to the file that was let start under it last")
    func names() throws {
        try commit(
            JournalBench.record(.scriptStarted(name: "alpha", file: "/a.lua", sha256: "00")),
            JournalBench.record(.scriptStarted(name: "beta", file: "/b.lua", sha256: "00")),
            JournalBench.record(.scriptStarted(name: "alpha", file: "/c.lua", sha256: "00"))
        )
        #expect(try file.history(scripts: []).fileOfName == ["alpha": "/c.lua", "beta": "/b.lua"])
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
