extension RiskLimits {
    /// How a declared limit combines with an existing one.
    package enum Joining: Sendable {
        /// The declared limit replaces the existing one.
        case replace
        /// The stricter limit applies.
        case narrow
    }

    /// Returns these limits with an account's limits file, each of whose keys replaces the default.
    package func widened(by file: AccountLimits?) -> RiskLimits {
        guard let file else { return self }
        var limits = self
        limits.take(file.permissions) { _ in .replace }
        if let currencies = file.currencies { limits.currencies = currencies }
        if let most = file.maxOpenOrdersPerSide { limits.maxOpenOrdersPerSide = most }
        if let most = file.maxGrossPerDay { limits.maxGrossPerDay = most }
        if let most = file.maxRefusalsPerMinute { limits.maxRefusalsPerMinute = most }
        if let fraction = file.priceCollar {
            (limits.collar.limit, limits.collar.stop) = (fraction, fraction)
            if fraction == 0 { (limits.collar.spread, limits.reference.isRequired) = (0, false) }
        }
        // Whoever lets orders repeat without end does not want the second one refused.
        if let repeats = file.permissions.maxRepeats, repeats > maxRepeats, file.permissions.allowRepeat == nil {
            limits.repeatPause = 0
        }
        return limits
    }

    /// Returns these limits combined with what a script's header declares.
    ///
    /// - Parameter joining: How each key combines; a key without a default applies as it is.
    package func joined(
        with permissions: TradePermissions?,
        _ joining: (TradePermissions.Key) -> Joining
    ) -> RiskLimits {
        guard let permissions else { return self }
        var limits = self
        // What a header does not permit, it does not want.
        limits.short = permissions.short ?? false
        limits.fractional = permissions.fractional ?? false
        limits.negativePrices = permissions.negativePrices ?? false
        limits.take(permissions, joining)
        return limits
    }

    /// Returns these limits, loosened where a script's header has replaced a default with more.
    func loosened(to limits: RiskLimits) -> RiskLimits {
        var loosened = self
        loosened.maxOpenOrders = max(maxOpenOrders, limits.maxOpenOrders)
        loosened.rates.perSecond = max(rates.perSecond, limits.rates.perSecond)
        loosened.rates.burst = max(rates.burst, limits.rates.burst)
        loosened.rates.perMinute = max(rates.perMinute, limits.rates.perMinute)
        loosened.rates.perDay = max(rates.perDay, limits.rates.perDay)
        return loosened
    }

    private mutating func take(_ keys: TradePermissions, _ joining: (TradePermissions.Key) -> Joining) {
        symbols = Self.join(symbols, keys.symbols, joining(.symbols))
        securityTypes = Self.join(securityTypes, keys.securityTypes, joining(.securityTypes)) ?? securityTypes
        exchanges = Self.join(exchanges, keys.exchanges, joining(.exchanges))
        sides = Self.join(sides, keys.sides, joining(.sides)) ?? sides
        orderTypes = Self.join(orderTypes, keys.orderTypes, joining(.orderTypes)) ?? orderTypes
        timesInForce = Self.join(timesInForce, keys.timesInForce, joining(.timesInForce)) ?? timesInForce
        Self.join(&maxOrderQuantity, keys.maxOrderQuantity, joining(.maxOrderQuantity))
        Self.join(&maxOrderNotional, keys.maxOrderNotional, joining(.maxOrderNotional))
        Self.join(&maxNotional, keys.maxNotional, joining(.maxNotional))
        Self.join(&maxPosition, keys.maxPosition, joining(.maxPosition))
        Self.join(&maxOpenOrders, keys.maxOpenOrders, joining(.maxOpenOrders))
        Self.join(&rates.perSecond, keys.maxOrdersPerSecond, joining(.maxOrdersPerSecond))
        Self.join(&rates.burst, keys.maxOrdersPerSecond.map { max(1, $0) }, joining(.maxOrdersPerSecond))
        Self.join(&rates.perMinute, keys.maxOrdersPerMinute, joining(.maxOrdersPerMinute))
        Self.join(&rates.perDay, keys.maxOrdersPerDay, joining(.maxOrdersPerDay))
        Self.join(&maxRepeats, keys.maxRepeats, joining(.maxRepeats))
        Self.join(&maxDayLoss, keys.maxDayLoss, joining(.maxDayLoss))
        if let windows = keys.sessions {
            sessions = sessions == nil || joining(.sessions) == .replace ? windows : sessions
        }
        if keys.allowRepeat == true { repeatPause = 0 }
        if let short = keys.short, joining(.short) == .replace { self.short = short }
        if let fractional = keys.fractional, joining(.fractional) == .replace { self.fractional = fractional }
        if let negative = keys.negativePrices, joining(.negativePrices) == .replace { negativePrices = negative }
    }

    private static func join<Word: Equatable>(_ limit: [Word]?, _ declared: [Word]?, _ joining: Joining) -> [Word]? {
        guard let declared else { return limit }
        guard let limit, joining == .narrow else { return declared }
        return declared.filter { limit.contains($0) }
    }

    private static func join<Value: Comparable>(_ limit: inout Value, _ declared: Value?, _ joining: Joining) {
        guard let declared else { return }
        if joining == .replace || declared < limit { limit = declared }
    }
}
