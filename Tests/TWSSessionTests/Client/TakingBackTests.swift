import Synchronization
import TWSSession
import TWSWire
import Testing

@Suite("Orders taken back before they leave")
struct TakingBackTests {
    private func order(_ id: Int) -> ClientMessage {
        var order = ClientMessage.PlaceOrder()
        order.orderId = id
        return .placeOrder(order)
    }

    /// A session whose socket takes nothing, with orders 1, 2, 1 again (a change) and 3, a cancel and a request.
    private func waiting() throws -> ClientSession {
        var session = ClientSession.ready()
        _ = session.writability(false, at: .at(1))
        let messages = [order(1), order(2), .cancelOrder(.init()), order(1), .reqIds(.init()), order(3)]
        for message in messages { _ = try session.send(message, at: .at(1)) }
        return session
    }

    @Test("all of them: their ids come back, the rest still leaves")
    func all() throws {
        var session = try waiting()
        #expect(session.takeBack(at: .at(2)).orders == [1, 2, 1, 3])
        #expect(session.takeBack(at: .at(2)).orders == [])
        #expect(messageIds(session.writability(true, at: .at(3)).written) == [4, 8])
        #expect(session.unsentOrders.isEmpty)
    }

    @Test("those named, in the order they waited")
    func some() throws {
        var session = try waiting()
        #expect(session.takeBack(orders: [3, 1, 9], at: .at(2)).orders == [1, 1, 3])
        #expect(messageIds(session.writability(true, at: .at(3)).written) == [3, 4, 8])
    }

    @Test("an order that has left does not come back; what waits for the pacing does")
    func paced() throws {
        var session = ClientSession.ready(maximumRate: 3)
        for id in 1...4 { _ = try session.send(order(id), at: .at(1)) }
        #expect(session.takeBack(at: .at(2)).orders == [3, 4], "startApi and two orders have left")
        #expect(session.nextWake == nil)
        _ = try session.send(order(5), at: .at(3))
        #expect(session.wake(at: .at(1011)).written.isEmpty == false)
    }

    private final class Hold: Sendable {
        let isOn = Atomic<Bool>(true)
    }

    @Test("orders that are held wait while all else leaves, and go on when the hold is over, in their order")
    func held() throws {
        let hold = Hold()
        var session = ClientSession.ready(holdsOrders: { hold.isOn.load(ordering: .relaxed) })
        let messages = [order(1), .cancelOrder(.init()), order(2), .reqIds(.init()), order(3)]
        var written: [UInt8] = []
        for message in messages { written += try session.send(message, at: .at(1)).written }
        #expect(messageIds(written) == [4, 8])
        #expect(session.wake(at: .at(2)).written.isEmpty)
        #expect(session.takeBack(orders: [2], at: .at(3)).orders == [2])
        hold.isOn.store(false, ordering: .relaxed)
        #expect(messageIds(session.takeBack(orders: [], at: .at(4)).actions.written) == [3, 3])
    }

    @Test("room in the queue is given back")
    func room() throws {
        var session = try waiting()
        for _ in 0..<3 {
            var id = 10
            while (try? session.send(order(id), at: .at(2))) != nil { id += 1 }
            #expect(session.takeBack(at: .at(3)).orders.count > 1000)
        }
        #expect(messageIds(session.writability(true, at: .at(4)).written) == [4, 8])
    }

    @Test("taking back what a closing session still had to send ends it")
    func closing() throws {
        var session = ClientSession.ready(maximumRate: 1)
        _ = try session.send(order(1), at: .at(1))
        #expect(session.close(at: .at(2)) == [])
        let (orders, actions) = session.takeBack(at: .at(3))
        #expect(orders == [1])
        #expect(actions == [.end(nil), .close])
    }

    @Test("a lost connection, a bad frame and a peer that closes first name what never left", arguments: 0..<3)
    func lost(_ way: Int) throws {
        var session = try waiting()
        switch way {
        case 0: _ = session.closed(cause: "reset")
        case 1: _ = session.receive([255, 255, 255, 255], at: .at(2))
        default:
            _ = session.close(at: .at(2))
            _ = session.closed()
        }
        #expect(session.unsentOrders == [1, 2, 1, 3])
        #expect(session.writability(true, at: .at(3)) == [], "nothing leaves any more")
        #expect(session.takeBack(at: .at(4)).orders == [])
    }
}
