import TWSWire
import Testing

@testable import Trading

/// What a script may ask for and hear, by `[read]` of its header.
@Suite("What a script may read")
struct ReadingTests {
    private static func gate(_ change: (inout ReadPermissions) -> Void) -> RiskGate {
        var reading = ReadPermissions()
        change(&reading)
        return RiskGate(permissions: nil, headerReplacesDefaults: true, reading: reading)
    }

    @Test("a snapshot that costs money needs its key; positions and values can be closed")
    func requests() {
        var paid = ClientMessage.ReqMktData()
        paid.regulatorySnapshot = true
        let rows: [(ClientMessage, (inout ReadPermissions) -> Void, Bool)] = [
            (.reqMktData(paid), { _ in }, false), (.reqMktData(paid), { $0.regulatorySnapshots = true }, true),
            (.reqMktData(.init()), { _ in }, true), (.reqPositions(.init()), { _ in }, true),
            (.reqPositions(.init()), { $0.positions = false }, false),
            (.reqPnL(.init()), { _ in }, true), (.reqPnL(.init()), { $0.account = false }, false),
            (.reqAccountSummary(.init()), { $0.account = false }, false),
        ]
        for (message, change, isOpen) in rows {
            var reading = ReadPermissions()
            change(&reading)
            let denial = RequestPolicy.denial(for: message, reading)
            #expect((denial == nil) == isOpen, "\(message.name)")
            #expect(denial == nil || denial?.code.rawValue == "DENIED_READ")
        }
    }

    @Test("other accounts are closed, and other clients' orders unless the header opens them")
    func messages() {
        var position = ServerMessage.Position()
        position.account = "DU2"
        var execution = ServerMessage.ExecDetails()
        (execution.execution.acctNumber, execution.execution.clientId) = ("DU1", 9)
        var open = ServerMessage.OpenOrder()
        (open.order.account, open.order.clientId) = ("DU1", 9)
        var own = open
        own.order.clientId = 4
        let rows: [(ServerMessage, closed: Bool, opened: Bool)] = [
            (.position(position), false, false), (.execDetails(execution), false, true),
            (.openOrder(open), false, true), (.openOrder(own), true, true),
        ]
        for (message, closed, opened) in rows {
            let plain = Self.gate { _ in }.mayHear(message, account: "DU1", clientId: 4)
            let wide = Self.gate { $0.otherOrders = true }.mayHear(message, account: "DU1", clientId: 4)
            #expect(plain == closed && wide == opened, "\(message)")
        }
    }
}
