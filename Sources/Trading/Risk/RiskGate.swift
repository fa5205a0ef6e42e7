package import TWSWire

/// Decides whether a script's order, new or modified, may be sent: the single policy, after all script and host logic.
///
/// It is a class because every order is judged by it and it never changes. Every check has the form "must be inside",
/// so that what cannot be compared (NaN) is refused. It judges the values that are about to be sent and the instrument
/// that TWS resolved, and trusts nothing that the script says about them. Cancels never pass through it.
/// ``check(_:over:_:)`` judges an order on its own, ``judge(_:own:all:open:owner:messages:)`` what it adds.
package final class RiskGate: Sendable {
    /// The limits that apply to the script: the strictest of header, limits file and defaults.
    package let limits: RiskLimits
    /// The limits that apply to all scripts of the account together.
    package let account: RiskLimits
    /// `[trade]` in the header; `nil` without one.
    package let permissions: TradePermissions?
    /// What the limits file permits besides numbers.
    let opened: TradePermissions?
    /// What the script may read.
    package let reading: ReadPermissions
    private let headerReplacesDefaults: Bool
    private let defaults: RiskLimits

    /// Combines what the header declares with the defaults.
    ///
    /// - Parameters:
    ///   - permissions: `[trade]` in the header; `nil` without one.
    ///   - headerReplacesDefaults: `true` on the simulator, where a header key replaces the default; `false` elsewhere,
    ///     where the stricter limit applies.
    ///   - defaults: The values of keys that nobody sets.
    ///   - file: The account's limits file, which alone can widen the defaults.
    ///   - reading: `[read]` in the header.
    package init(
        permissions: TradePermissions?,
        headerReplacesDefaults: Bool,
        defaults: RiskLimits = .paper,
        file: AccountLimits? = nil,
        reading: ReadPermissions = ReadPermissions()
    ) {
        self.permissions = permissions
        self.reading = reading
        self.headerReplacesDefaults = headerReplacesDefaults
        self.defaults = defaults
        opened = file?.permissions
        let widened = defaults.widened(by: file)
        let set = Set(file?.permissions.presentKeys ?? [])
        limits = widened.joined(with: permissions) { key in
            headerReplacesDefaults && !set.contains(key) ? .replace : .narrow
        }
        account = headerReplacesDefaults ? widened.loosened(to: limits) : widened
    }

    /// Returns the same gate with the account's limits file applied.
    package func limited(by file: AccountLimits) -> RiskGate {
        RiskGate(
            permissions: permissions,
            headerReplacesDefaults: headerReplacesDefaults,
            defaults: defaults,
            file: file,
            reading: reading
        )
    }

    /// Whether the header limits the day's loss.
    var hasDayLoss: Bool { (permissions?.maxDayLoss ?? .infinity) < .infinity }

    /// Checks one order with all its fields.
    ///
    /// - Parameters:
    ///   - new: The order that is about to be sent, without what the desk itself adds.
    ///   - base: What the script started from: an order with IB's defaults, or the order being modified.
    /// - Returns: Why it may not be sent; `nil` if it may.
    package func check(_ new: Intent.NewOrder, over base: Order, _ knowledge: Knowledge) -> Denial? {
        let changes = new.order.differingFields(from: base)
        // The order being modified was judged when it was placed; it is judged again, so that nothing relies on that.
        let written = base == Order() ? changes : new.order.differingFields(from: Order())
        return checkValues(new, written, knowledge)
            ?? checkFields(new, changes)
            ?? checkContract(new.contract, knowledge)
            ?? denial(action: new.order.action)
            ?? denial(orderType: new.order.orderType)
            ?? denial(timeInForce: new.order.tif)
            ?? checkPrices(new.order, written)
            ?? checkNumbers(new.order, written)
            ?? checkQuantity(new, knowledge)
    }
}
