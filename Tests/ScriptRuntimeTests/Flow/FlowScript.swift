import TWSWire
import Trading

@testable import ScriptHost
@testable import ScriptRuntime
@testable import SimExchange

/// A script that trades at random: it places, changes and cancels orders, asks what they would cost, and asks for what it
/// knows already. What it does depends on its seed and on what it hears, so that what differs once differs from then on.
final class FlowScript: RunningScript {
    /// Everything heard, in order, one text each.
    private(set) var heard: [String] = []

    private let desk: any DeskAccess
    private var orders: FlowOrders
    private var left: Int
    private var timers = 0
    /// The orders as the script was told of them last.
    private var known: [Int: LedgerEntry] = [:]
    private var ids: [Int] = []
    /// Times it still asks for everything to be cancelled once it has placed enough, and then waits for what is late.
    private var closings = 4

    init(_ desk: any DeskAccess, _ orders: FlowOrders, steps: Int) {
        self.desk = desk
        self.orders = orders
        left = steps
    }

    func handle(_ event: ScriptEvent, at moment: RunInstant) -> [ScriptEffect] {
        switch event {
        case .started: return orders.quoteRequests.flatMap { submit(.request($0, .allocated)) } + wait(0.1)
        case .message(let message, let news, _):
            heard.append(message.name)
            return news.flatMap { take($0, moment) }
        case .order(let news): return take(news, moment)
        case .requestFailed(let id, let message):
            heard.append("failed \(id) \(message)")
            return []
        case .timer: return act(ExchangeInstant(nanoseconds: moment.nanoseconds))
        case .stopRequested: return [.ended(RunEnd(.interrupted))]
        default: return []
        }
    }

    /// Hears of an order; now and then it does something about it at once.
    private func take(_ news: ScriptEvent.OrderNews, _ moment: RunInstant) -> [ScriptEffect] {
        heard.append(news.changes.map { "\($0)" }.joined(separator: " "))
        let orderId = news.entry.orderId
        known[orderId] = news.entry
        guard left > 0, news.entry.outcome == nil, news.changes.contains(where: \.isFill), orders.once(in: 3) else {
            return []
        }
        return orders.once(in: 2) ? submit(.cancel(orderId: orderId)) : modify(news.entry, moment)
    }

    private func act(_ now: ExchangeInstant) -> [ScriptEffect] {
        guard left > 0 else { return close() }
        left -= 1
        let pause = Double(orders.number(in: 0...1500)) / 1000
        let moment = RunInstant(nanoseconds: now.nanoseconds)
        switch orders.number(in: 0...11) {
        case 0: return modifyAny(moment) + wait(pause)
        case 1, 2: return cancelAny() + wait(pause)
        case 3: return submit(.whatIf(orders.single(at: now))) + wait(pause)
        case 4: return ask() + wait(pause)
        case 5 where orders.once(in: 4): return submit(.cancelAll) + wait(pause)
        case 6: return place(now) + cancelAny() + modifyAny(moment) + wait(pause)
        default: return place(now) + wait(pause)
        }
    }

    /// Cancels everything, several times, waits for what is late, and ends.
    private func close() -> [ScriptEffect] {
        closings -= 1
        if closings > 0 { return submit(.cancelAll) + wait(5) }
        return closings == 0 ? wait(30) : [.ended(RunEnd(.finished))]
    }

    private func place(_ now: ExchangeInstant) -> [ScriptEffect] { submit(.place(orders.next(at: now))) }

    private func cancelAny() -> [ScriptEffect] {
        guard let orderId = anyId() else { return [] }
        return submit(.cancel(orderId: orderId))
    }

    private func modifyAny(_ moment: RunInstant) -> [ScriptEffect] {
        guard let orderId = anyId(), let entry = known[orderId] else { return [] }
        return modify(entry, moment)
    }

    /// Another quantity, another price, or both.
    private func modify(_ entry: LedgerEntry, _ moment: RunInstant) -> [ScriptEffect] {
        var order = entry.order
        if orders.once(in: 2), let quantity = order.totalQuantity { order.totalQuantity = quantity + quantity }
        if let price = orders.otherPrice(entry, at: ExchangeInstant(nanoseconds: moment.nanoseconds)) {
            if order.lmtPrice != nil { order.lmtPrice = price }
            if [.stop, .marketIfTouched].contains(order.orderType) { order.auxPrice = price }
        }
        return submit(.modify(orderId: entry.orderId, order, named: []))
    }

    /// Asks for what is known already: nothing may be counted twice.
    private func ask() -> [ScriptEffect] {
        switch orders.number(in: 0...3) {
        case 0: submit(.request(ClientMessage.ReqExecutions().clientMessage, .allocated))
        case 1: submit(.request(ClientMessage.ReqOpenOrders().clientMessage, .allocated))
        case 2: submit(.request(ClientMessage.ReqCompletedOrders().clientMessage, .allocated))
        default: submit(.request(ClientMessage.ReqPositions().clientMessage, .allocated))
        }
    }

    /// One of the last ten orders.
    private func anyId() -> Int? {
        let last = ids.suffix(10)
        return last.isEmpty ? nil : last[last.startIndex + orders.number(in: 0...last.count - 1)]
    }

    private func submit(_ intent: Intent) -> [ScriptEffect] {
        let verdict = desk.submit(intent, line: nil)
        if case .placed(let entries) = verdict {
            for entry in entries.map(\.value) {
                known[entry.orderId] = entry
                ids.append(entry.orderId)
            }
        }
        return [.deskTurn]
    }

    private func wait(_ seconds: Double) -> [ScriptEffect] {
        timers += 1
        return [.startTimer(ScriptTimer(rawValue: timers), after: seconds, isTimeout: false)]
    }
}

extension LedgerChange {
    fileprivate var isFill: Bool { if case .fill = self { true } else { false } }
}
