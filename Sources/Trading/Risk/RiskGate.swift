package import TWSWire

/// Decides whether an order of a script may leave, new or modified: the one policy, after all script and host logic.
///
/// Every check is written as "must be inside": what cannot be compared (NaN) is refused. It judges the values that are
/// about to be sent, and trusts nothing that the script says of them. Cancels never pass through here. Not covered yet:
/// values of orders, rates, positions.
package struct RiskGate: Hashable, Sendable {
    /// What the desk has learned itself, and the gate judges by.
    package struct Knowledge {
        /// Symbols by contract id, as TWS has told them: the latest, since a broken TWS must not fill the memory.
        private var symbols = BoundedMemory<Int, String>(limit: 10_000)
        /// Prices of instruments.
        package var marks = Marks()

        /// Nothing is known.
        package init() {}

        /// The symbol of a contract id; `nil` where TWS has told none.
        package func symbol(of conId: Int) -> String? { symbols[conId] }

        /// Learns which symbol a contract id stands for; what is no id, and no text that a symbol could be, is passed over.
        package mutating func learn(_ symbol: String, of conId: Int) {
            guard conId != 0, symbol.utf8.count <= 100 else { return }
            symbols.keep(symbol, for: conId)
        }
    }

    /// The limits that hold after header and defaults were joined.
    package let limits: OrderLimits
    /// `[trade]` of the header; `nil` without one.
    package let permissions: TradePermissions?

    /// Joins what the header declares with the defaults.
    ///
    /// - Parameters:
    ///   - permissions: `[trade]` of the header; `nil` without one.
    ///   - headerReplacesDefaults: `true` on the simulator, where a key of the header takes the default's place;
    ///     `false` elsewhere, where the stricter limit applies.
    ///   - defaults: What holds for keys the header does not set.
    package init(
        permissions: TradePermissions?,
        headerReplacesDefaults: Bool,
        defaults: OrderLimits = .paper
    ) {
        self.permissions = permissions
        limits = defaults.joined(with: permissions, replacing: headerReplacesDefaults)
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
        return checkValues(new, written)
            ?? checkFields(new, changes)
            ?? checkContract(new.contract, knowledge)
            ?? denial(action: new.order.action)
            ?? denial(orderType: new.order.orderType)
            ?? checkPrices(new.order, written)
            ?? checkQuantity(new, knowledge)
    }
}
