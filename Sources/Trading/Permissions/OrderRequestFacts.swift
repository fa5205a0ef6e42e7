/// What the gate needs to know about an order before it is sent, as plain values.
///
/// Texts are exactly as the script gave them: nothing is trimmed, repaired or changed in case on the way here.
package struct OrderRequestFacts: Hashable, Sendable {
    /// A further price of the order under its official field name.
    package struct NamedPrice: Hashable, Sendable {
        /// Official field name (`trailStopPrice`).
        package let name: String
        /// In the contract's currency per unit.
        package let value: Double

        /// Makes a named price.
        package init(name: String, value: Double) {
            self.name = name
            self.value = value
        }
    }

    /// A further text of the order or its contract under its official field name.
    package struct NamedText: Hashable, Sendable {
        /// Official field name (`orderRef`, `exchange`).
        package let name: String
        /// As the script gave it; empty means absent.
        package let value: String

        /// Makes a named text.
        package init(name: String, value: String) {
            self.name = name
            self.value = value
        }
    }

    /// The contract's symbol; empty when the contract is named otherwise.
    package var symbol: String
    /// The contract's type (`STK`); empty when the contract is named otherwise.
    package var secType: String
    /// `BUY` or `SELL`; anything else is refused.
    package var action: String
    /// Order type in TWS's spelling.
    package var orderType: String
    /// Quantity as decimal text without exponent, so that no digit is lost.
    package var totalQuantity: String
    /// Limit price; `nil` when absent.
    package var lmtPrice: Double?
    /// Stop price or trailing amount; `nil` when absent.
    package var auxPrice: Double?
    /// Time in force; empty means the default of TWS.
    package var tif: String
    /// Further prices that the order sets.
    package var otherPrices: [NamedPrice]
    /// Further texts that the order or its contract sets.
    package var otherTexts: [NamedText]

    /// Makes the facts of an order; prices are absent and further fields empty unless given.
    package init(
        symbol: String,
        secType: String = "STK",
        action: String,
        orderType: String,
        totalQuantity: String,
        lmtPrice: Double? = nil,
        auxPrice: Double? = nil,
        tif: String = "",
        otherPrices: [NamedPrice] = [],
        otherTexts: [NamedText] = []
    ) {
        self.symbol = symbol
        self.secType = secType
        self.action = action
        self.orderType = orderType
        self.totalQuantity = totalQuantity
        self.lmtPrice = lmtPrice
        self.auxPrice = auxPrice
        self.tif = tif
        self.otherPrices = otherPrices
        self.otherTexts = otherTexts
    }
}
