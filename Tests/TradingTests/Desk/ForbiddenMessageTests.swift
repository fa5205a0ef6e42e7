import TWSWire
import Testing

@testable import Trading

/// A message that no rule allows cannot be sent, whichever of the protocol's it is.
@Suite("The desk: messages that no rule allows")
struct ForbiddenMessageTests {
    private static let messages = ClientMessage.payloads.map { Self.message(of: $0) }

    private static func message(of type: any ClientMessagePayload.Type) -> ClientMessage { type.init().clientMessage }

    /// Requests that trade, take over, or change what is not the script's; worked out by hand from the protocol.
    private static let neverOpen: Set<String> = [
        "placeOrder", "cancelOrder", "reqGlobalCancel", "exerciseOptions", "replaceFA", "updateConfig",
        "updateDisplayGroup", "setServerLogLevel", "reqAutoOpenOrders", "startApi", "verifyRequest", "verifyMessage",
        "verifyAndAuthRequest", "verifyAndAuthMessage",
    ]

    @Test("The protocol has 85 requests, each with a rule of its own")
    func everyRequestIsListed() {
        let names = Set(Self.messages.map(\.name))
        #expect(names.count == 85)
        #expect(RequestPolicy.listed == names, "a request is open or closed by decision, never by accident")
    }

    @Test("What trades or changes TWS is closed, everything else is open", arguments: messages)
    func rules(_ message: ClientMessage) {
        let isOpen = RequestPolicy.rule(for: message.name) == .open
        #expect(isOpen != Self.neverOpen.contains(message.name))
    }

    @Test(
        "A name that is not of the protocol is closed",
        arguments: ["", "placeorder", "reqmktdata", "reqSomethingNew"]
    )
    func unknown(_ name: String) {
        #expect(RequestPolicy.rule(for: name) != .open)
        #expect(RequestPolicy.denial(for: name)?.code == .requestNotPermitted)
    }

    @Test(
        "As a request it leaves only where the policy says open, else there is a denial and nothing to do",
        arguments: messages
    )
    func submitted(_ message: ClientMessage) {
        for number in [RequestNumber.allocated, .own(0), .own(7)] {
            var fixture = DeskFixture(permissions: Self.everything)
            _ = fixture.submit(DeskFixture.place())
            let answer = fixture.submit(.request(message, number))
            guard RequestPolicy.rule(for: message.name) == .open else {
                #expect(answer == ["denied DENIED_REQUEST"])
                continue
            }
            #expect(answer.count == 2)
            #expect(answer[0].hasPrefix("requested"))
            #expect(answer[1].hasPrefix("send \(message.name)"))
            let orders = fixture.desk.ledger.all
            #expect(orders.map(\.orderId) == [7] && orders.allSatisfy { !$0.isCancelPending })
        }
    }

    /// A header that opens whatever a header can.
    private static let everything: TradePermissions = {
        var permissions = TradePermissions()
        permissions.orderFields = Order.fields.map(\.name)
        permissions.orderTypes = OrderType.known
        (permissions.conditions, permissions.combos, permissions.outsideRth) = (true, true, true)
        return permissions
    }()
}
