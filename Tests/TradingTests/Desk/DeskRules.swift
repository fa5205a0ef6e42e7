import TWSWire
import Testing

@testable import Trading

/// What must hold of everything that a desk makes, whatever happens to it.
struct DeskRules {
    /// How often something happened, so that a run in which nothing did is seen.
    private(set) var counts: [String: Int] = [:]

    private let seed: UInt64
    private var isConnected = false
    private var isHalted = false
    private var retired: Set<Int> = []
    private var lastId = 0
    /// The terms that were written down, by order id.
    private var written: [Int: Order] = [:]

    init(seed: UInt64) { self.seed = seed }

    mutating func connected(_ isUp: Bool) { isConnected = isUp }

    mutating func retire(_ script: Int) { retired.insert(script) }

    mutating func check(_ verdict: Verdict, _ actions: [DeskAction], of script: Int, in desk: TradingDesk) {
        switch verdict {
        case .placed(let entries):
            counts["placed", default: 0] += entries.count
            let isInBook = entries.map(\.value).allSatisfy {
                desk.ledger[$0.orderId]?.order == $0.order && $0.owner == script
            }
            expect(isInBook, "placed, but not in the book")
        case .known, .needs, .orders, .holdings:
            expect(actions.isEmpty, "what waits or is known makes nothing")
        case .modified: counts["modified", default: 0] += 1
        case .cancelling(let ids): counts["cancelled", default: 0] += ids.count
        case .requested: counts["requested", default: 0] += 1
        case .denied:
            counts["denied", default: 0] += 1
            expect(actions.count == 1, "a denial makes a record only")
        case .impossible:
            counts["impossible", default: 0] += 1
            expect(actions.isEmpty, "what is impossible makes nothing")
        }
        if retired.contains(script) {
            expect(actions.compactMap(\.message).allSatisfy(\.isCancel), "a script that has ended sends cancels only")
        }
        check(actions)
    }

    mutating func check(_ actions: [DeskAction]) {
        for action in actions {
            if case .journal(let record) = action { note(record.event) }
            if case .alarm = action { isHalted = true }
            guard let message = action.message else { continue }
            expect(isConnected, "\(message.name) without a connection")
            switch message {
            case .placeOrder(let place): check(place)
            case .cancelOrder(let cancel): expect(written[cancel.orderId] != nil, "a cancel of no order")
            default: expect(RequestPolicy.rule(for: message.name) == .open, "\(message.name) is closed")
            }
        }
    }

    private mutating func note(_ event: JournalRecord.Event) {
        switch event {
        case .intent(let orderId, _, let order):
            expect(written[orderId] == nil, "order \(orderId) is written down twice")
            written[orderId] = order
        case .modification(let orderId, _, let order):
            expect(written[orderId] != nil, "a modification of no order")
            written[orderId] = order
        default: break
        }
    }

    private mutating func check(_ place: ClientMessage.PlaceOrder) {
        let isModification = place.orderId <= lastId
        if place.order.whatIf {
            expect(!isModification, "id \(place.orderId) again")
            counts["what-ifs", default: 0] += 1
        } else {
            expect(written[place.orderId] == place.order, "order \(place.orderId) is not written down")
            expect(!isHalted, "order \(place.orderId) after an alarm")
        }
        lastId = max(lastId, place.orderId)
        expect(place.order.account == "DU1", "account \(place.order.account)")
    }

    private func expect(_ holds: Bool, _ what: @autoclosure () -> String) {
        if !holds { Issue.record("seed \(seed): \(what())") }
    }
}

extension ClientMessage {
    fileprivate var isCancel: Bool { if case .cancelOrder = self { true } else { false } }
}
