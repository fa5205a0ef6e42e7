import ScriptHost
import TWSWire
import Testing

@testable import ScriptRuntime
@testable import Trading

@Suite("What waits for a script")
struct ScriptInboxTests {
    private static func price(_ request: Int, _ price: Double) -> ScriptEvent {
        .message(RunFixture.tick(request, price))
    }

    private static func trade(_ request: Int) -> ScriptEvent {
        var message = ServerMessage.TickByTick()
        message.reqId = request
        return .message(.tickByTick(message))
    }

    /// All that waits, prices by their request, as text.
    private func all(_ inbox: inout ScriptInbox) -> [String] {
        var texts: [String] = []
        while let event = inbox.popFirst() {
            guard case .message(.tickPrice(let tick), _, _) = event else {
                texts.append("\(event)".contains("currentTime") ? "time" : "other")
                continue
            }
            texts.append("\(tick.reqId) at \(Int(tick.price))")
        }
        return texts
    }

    @Test("ticks are all kept while few are waiting, in order")
    func few() {
        var inbox = ScriptInbox()
        for number in 1..<ScriptInbox.mostTicks { inbox.keep(Self.price(number % 3, Double(number))) }
        #expect(all(&inbox) == (1..<ScriptInbox.mostTicks).map { "\($0 % 3) at \($0)" })
        #expect(inbox.takeDropped().isEmpty && inbox.isEmpty)
    }

    @Test("of many ticks the latest of each kind stay, where they came, and the others are counted")
    func many() {
        var inbox = ScriptInbox()
        inbox.keep(Self.price(7, 7))
        inbox.keep(.message(RunFixture.time(1)))
        for number in 3...ScriptInbox.mostTicks + 1 {
            if number == 500 { inbox.keep(Self.price(8, 8)) } else { inbox.keep(Self.price(9, Double(number))) }
        }
        let texts = all(&inbox)
        #expect(texts == ["7 at 7", "time", "8 at 8", "9 at \(ScriptInbox.mostTicks + 1)"])
        let dropped = inbox.takeDropped()
        #expect(dropped.map(\.count) == [ScriptInbox.mostTicks - 3] && dropped.map(\.kind) == ["ticks"])
        #expect(inbox.takeDropped().isEmpty)
    }

    @Test("a script that is behind for long has no more than a thousand ticks to hear, and the latest among them")
    func long() {
        var inbox = ScriptInbox()
        for number in 1...1_000_000 {
            inbox.keep(Self.price(number % 10, Double(number)))
            #expect(inbox.count <= ScriptInbox.mostTicks)
        }
        let texts = all(&inbox)
        for number in 999_991...1_000_000 { #expect(texts.contains("\(number % 10) at \(number)")) }
        #expect(inbox.takeDropped().map(\.count) == [1_000_000 - texts.count])
    }

    @Test("more kinds than a thousand are all kept, once each")
    func kinds() {
        var inbox = ScriptInbox()
        for round in 1...10 {
            for request in 1...3_000 { inbox.keep(Self.price(request, Double(round))) }
        }
        #expect(inbox.count < 3 * 3_000)
        let texts = Set(all(&inbox))
        for request in 1...3_000 { #expect(texts.contains("\(request) at 10")) }
    }

    @Test("trades one by one outdate nothing: they are dropped only beyond 10,000 events")
    func trades() {
        var inbox = ScriptInbox()
        for _ in 1...10_005 { inbox.keep(Self.trade(1)) }
        #expect(inbox.count == 10_000)
        #expect(inbox.takeDropped().map(\.count) == [5])
    }

    @Test("a script that is to stop gets no more ticks, but all else before it is asked")
    func stop() {
        var inbox = ScriptInbox()
        for number in 1...500 { inbox.keep(Self.price(1, Double(number))) }
        inbox.keep(.message(RunFixture.time(1)))
        inbox.keep(.stopRequested(.interrupted))
        #expect(all(&inbox) == ["time", "other"])
        #expect(inbox.takeDropped().map(\.count) == [500])
    }

    /// News of an order with a status and, if there is one, a fill.
    private static func report(_ order: Int, _ changes: [LedgerChange], status: String) -> ScriptEvent {
        var entry = LedgerEntry(orderId: order, owner: 0, contract: Shared(Contract()), terms: Self.terms)
        entry.word = OrderStatus(status)
        return .message(RunFixture.status(order, OrderStatus(status)), [.init(LedgerSnapshot(entry), changes: changes)])
    }

    private static var terms: OrderTerms {
        var pool = SharedPool<Order>()
        return OrderTerms(Order(), sharing: &pool)
    }

    @Test("of a flood of reports of its orders the fills, the ends and the latest status of each order stay")
    func reports() {
        var inbox = ScriptInbox()
        for number in 1...100_000 {
            let changes: [LedgerChange] = number % 20_000 == 7 ? [.fill(orderId: 1, index: 0)] : [.status(orderId: 1)]
            inbox.keep(Self.report(1, changes, status: "s\(number)"))
            if number == 50_000 { inbox.keep(Self.report(2, [.status(orderId: 2), .done(orderId: 2)], status: "end")) }
            #expect(inbox.count <= ScriptInbox.longest + 10)
        }
        var (count, fills, last, ends) = (0, 0, "", 0)
        while let event = inbox.popFirst() {
            guard case .message(_, let news, _) = event, let item = news.first else { continue }
            count += 1
            if case .fill = item.changes[0] { fills += 1 }
            if item.entry.orderId == 2 { ends += 1 } else { last = item.entry.word.text }
        }
        #expect(fills == 5 && ends == 1 && last == "s100000")
        let dropped = inbox.takeDropped()
        #expect(dropped.map(\.count) == [100_001 - count])
        #expect(dropped.map(\.kind) == ["outdated reports of its orders"])
    }

    @Test("repetitions of what is known of an order outdate one another, but no news")
    func repetitions() {
        var inbox = ScriptInbox()
        var open = ServerMessage.OpenOrder()
        open.orderId = 1
        inbox.keep(Self.report(1, [.status(orderId: 1)], status: "Submitted"))
        for _ in 1...ScriptInbox.longest { inbox.keep(.message(.openOrder(open))) }
        #expect(inbox.count < ScriptInbox.longest)
        guard case .message(.orderStatus, let news, _) = inbox.popFirst() else {
            Issue.record("the news are gone")
            return
        }
        #expect(news.count == 1)
    }
}
