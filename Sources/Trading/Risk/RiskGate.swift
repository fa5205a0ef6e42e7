package import TWSWire

/// Decides whether an order of a script may leave, new or modified: the one policy, after all script and host logic.
///
/// A reference, since every order is judged by it and it never changes. Every check is written as "must be inside": what cannot be compared (NaN) is refused. It judges the values that are
/// about to be sent and the instrument that TWS has resolved, and trusts nothing that the script says of them. Cancels never
/// pass through here. ``check(_:over:_:)`` judges an order by itself, ``judge(_:own:all:open:owner:messages:)`` what it adds.
package final class RiskGate: Sendable {
    /// The limits that hold for the script: the strictest of header, limits file and defaults.
    package let limits: RiskLimits
    /// The limits that hold for all scripts of the account together.
    package let account: RiskLimits
    /// `[trade]` of the header; `nil` without one.
    package let permissions: TradePermissions?
    /// What the limits file opens besides numbers.
    let opened: TradePermissions?
    /// What the script may read.
    package let reading: ReadPermissions
    private let headerReplacesDefaults: Bool
    private let defaults: RiskLimits

    /// Joins what the header declares with the defaults.
    ///
    /// - Parameters:
    ///   - permissions: `[trade]` of the header; `nil` without one.
    ///   - headerReplacesDefaults: `true` on the simulator, where a key of the header takes the default's place;
    ///     `false` elsewhere, where the stricter limit applies.
    ///   - defaults: What holds for keys that nobody sets.
    ///   - file: What a person has written down for the account: it alone widens the defaults.
    ///   - reading: `[read]` of the header.
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

    /// The same gate with what a person has written down for the account.
    package func limited(by file: AccountLimits) -> RiskGate {
        RiskGate(
            permissions: permissions,
            headerReplacesDefaults: headerReplacesDefaults,
            defaults: defaults,
            file: file,
            reading: reading
        )
    }

    /// Checks one order with all its fields.
    ///
    /// - Parameters:
    ///   - new: What is about to be sent, without what the desk itself adds.
    ///   - base: What the script started from: an order with IB's defaults, or the order that is modified.
    /// - Returns: Why it may not be sent; `nil` if it may.
    package func check(_ new: Intent.NewOrder, over base: Order, _ knowledge: Knowledge) -> Denial? {
        let changes = new.order.differingFields(from: base)
        // What is modified was judged when it was placed; it is judged again, since nothing is to rest on that.
        let written = base == Order() ? changes : new.order.differingFields(from: Order())
        return checkValues(new, written, knowledge)
            ?? checkFields(new, changes)
            ?? checkContract(new.contract, knowledge)
            ?? denial(action: new.order.action)
            ?? denial(orderType: new.order.orderType)
            ?? checkTimeInForce(new.order.tif)
            ?? checkPrices(new.order, written)
            ?? checkNumbers(new.order, written)
            ?? checkQuantity(new, knowledge)
    }
}
