import TWSWire
import Testing

@testable import Trading

@Suite struct TradePermissionsTests {
    @Test func everyKeyIsSeenWhenPresent() {
        var all = TradePermissions()
        #expect(all.presentKeys.isEmpty)
        (all.symbols, all.securityTypes, all.exchanges, all.sides, all.orderTypes) = ([], [], [], [], [])
        (all.timesInForce, all.algos, all.orderFields, all.sessions) = ([], [], [], [])
        (all.maxOrderQuantity, all.maxOrderNotional, all.maxNotional, all.maxPosition) = (1, 1, 1, 1)
        (all.maxOpenOrders, all.maxOrdersPerSecond, all.maxOrdersPerMinute, all.maxOrdersPerDay) = (1, 1, 1, 1)
        (all.maxRepeats, all.maxDayLoss, all.onStop) = (1, 1, .leave)
        (all.short, all.fractional, all.negativePrices, all.allowRepeat) = (false, false, false, false)
        (all.conditions, all.combos, all.outsideRth, all.scope) = (false, false, false, .script)
        #expect(all.presentKeys == TradePermissions.Key.allCases)
    }
}
