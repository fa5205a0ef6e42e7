package import TWSWire

/// What a script wants from TWS; a script has no other way to reach it.
package enum Intent: Sendable, Hashable {
    /// A new order and its contract.
    package struct NewOrder: Sendable, Hashable {
        /// The contract to trade.
        package var contract: Contract
        /// The terms. Account, reference, parent and transmission belong to the desk; values set here are refused.
        package var order: Order
        /// Positions in `Order.fields` of the fields that the script set, whatever their values.
        package var named: [Int]
        /// A key that identifies the order permanently among the script's orders; `nil` for an order without a key.
        package var key: String?

        /// Creates an order with its contract.
        package init(contract: Contract, order: Order, named: [Int], key: String? = nil) {
            self.contract = contract
            self.order = order
            self.named = named
            self.key = key
        }
    }

    /// Places one order, or a parent followed by its children; either all are sent or none. Orders that name a group in
    /// which one cancels the others (``OrderReference/isGroup(_:)``) are siblings.
    case place([NewOrder])
    /// Gives an order of this script new terms; `named` as in ``NewOrder``.
    case modify(orderId: Int, Order, named: [Int])
    /// Cancels an order of this script.
    case cancel(orderId: Int)
    /// Cancels all working orders of this script.
    case cancelAll
    /// Cancels all working orders of the account, one by one.
    case cancelAccount
    /// Lists the working orders of this script across all its runs, or those of the account.
    case orders(ofAccount: Bool)
    /// Lists the holdings in an instrument; `nil` means every instrument that the script has traded in this run.
    case holdings(Contract?)
    /// Fetches everything that orders in these contracts would have to wait for; trades nothing.
    case prepare([Contract])
    /// Asks what an order would cost; trades nothing.
    case whatIf(NewOrder)
    /// Sends any other request.
    case request(ClientMessage, RequestNumber)
}
