import TWSWire
import Testing

@testable import Trading

@Suite struct TradePermissionsTests {
    @Test func keysNotEnforcedAreReported() {
        var permissions = TradePermissions()
        permissions.symbols = ["AAPL"]
        permissions.maxNotional = 150_000
        permissions.maxOrdersPerMinute = 5
        permissions.onStop = .leave
        #expect(permissions.notEnforcedKeys == [.maxNotional, .maxOrdersPerMinute])
    }

    @Test func everyKeyIsSeenWhenPresent() {
        var all = TradePermissions()
        #expect(all.presentKeys.isEmpty)
        (all.symbols, all.sides, all.orderTypes, all.algos, all.orderFields) = ([], [], [], [], [])
        (all.maxOrderQuantity, all.maxNotional, all.maxOrdersPerMinute, all.onStop) = (1, 1, 1, .leave)
        (all.short, all.fractional, all.negativePrices, all.allowRepeat) = (false, false, false, false)
        (all.conditions, all.combos, all.outsideRth, all.scope) = (false, false, false, .script)
        #expect(all.presentKeys == TradePermissions.Key.allCases)
        let enforced = TradePermissions.enforcedKeys
        #expect(Set(all.notEnforcedKeys) == Set(TradePermissions.Key.allCases).subtracting(enforced))
    }
}
