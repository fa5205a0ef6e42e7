import TWSWire
import Testing

/// Values behind one reference behave as values.
@Suite struct CopyOnWriteTests {
    @Test func orderAndContractAreOneReference() {
        #expect(MemoryLayout<Order>.size == 8 && MemoryLayout<Contract>.size == 8)
    }

    @Test func aCopyDoesNotSeeLaterChanges() {
        var order = Order()
        order.totalQuantity = 100
        let copy = order
        order.totalQuantity = 200
        order.conditions.append(OrderCondition())
        #expect(copy.totalQuantity == 100 && copy.conditions.isEmpty)
        #expect(order.totalQuantity == 200 && order.conditions.count == 1)
    }

    @Test func aFreshValueKeepsTheDefaults() {
        var changed = Contract()
        changed.symbol = "AAPL"
        #expect(Contract().symbol.isEmpty && Contract() != changed)
        #expect(Order().transmit && Order() == Order(Order.Fields()))
    }

    @Test func equalityGoesByValue() {
        var left = Order()
        var right = Order()
        (left.lmtPrice, right.lmtPrice) = (190.5, 190.5)
        #expect(left == right && left.hashValue == right.hashValue)
        right.lmtPrice = 190.25
        #expect(left != right)
    }

    @Test func sharingIsSeenAndEnds() {
        var first = CopyOnWrite([1, 2, 3])
        let second = first
        #expect(first.isIdentical(to: second))
        first.value[1] = 5
        #expect(!first.isIdentical(to: second) && second.value == [1, 2, 3] && first.value == [1, 5, 3])
        #expect(CopyOnWrite(7) == CopyOnWrite(7) && CopyOnWrite(7) != CopyOnWrite(8))
    }

    @Test func copiesCrossTasks() async {
        var order = Order()
        order.orderRef = "a"
        let copy = order
        let task = Task { () -> String in
            var own = copy
            own.orderRef += "b"
            return own.orderRef
        }
        order.orderRef += "c"
        #expect(await task.value == "ab" && order.orderRef == "ac" && copy.orderRef == "a")
    }
}
