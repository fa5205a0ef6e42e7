/// What the gate needs to know about an order before it is sent, as plain values.
///
/// Texts are exactly as the script gave them: nothing is trimmed, repaired or changed in case on the way here.
public struct OrderRequestFacts: Hashable, Sendable {
    /// A further price of the order under its official field name.
    public struct NamedPrice: Hashable, Sendable {
        /// Official field name (`trailStopPrice`).
        public let name: String
        /// In the contract's currency per unit.
        public let value: Double

        /// Makes a named price.
        public init(name: String, value: Double) {
            self.name = name
            self.value = value
        }
    }

    /// A further text of the order or its contract under its official field name.
    public struct NamedText: Hashable, Sendable {
        /// Official field name (`orderRef`, `exchange`).
        public let name: String
        /// As the script gave it; empty means absent.
        public let value: String

        /// Makes a named text.
        public init(name: String, value: String) {
            self.name = name
            self.value = value
        }
    }

    /// The contract's symbol; empty when the contract is named otherwise.
    public var symbol: String
    /// The contract's type (`STK`); empty when the contract is named otherwise.
    public var secType: String
    /// `BUY` or `SELL`; anything else is refused.
    public var action: String
    /// Order type in TWS's spelling.
    public var orderType: String
    /// Quantity as decimal text without exponent, so that no digit is lost.
    public var totalQuantity: String
    /// Limit price; `nil` when absent.
    public var lmtPrice: Double?
    /// Stop price or trailing amount; `nil` when absent.
    public var auxPrice: Double?
    /// Time in force; empty means the default of TWS.
    public var tif: String
    /// Further prices that the order sets.
    public var otherPrices: [NamedPrice]
    /// Further texts that the order or its contract sets.
    public var otherTexts: [NamedText]

    /// Makes the facts of an order; prices are absent and further fields empty unless given.
    public init(
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
