package import TWSWire

/// What a script wants of TWS: the only way to it.
package enum Intent: Sendable, Hashable {
    /// A new order with its contract.
    package struct NewOrder: Sendable, Hashable {
        /// What is traded.
        package var contract: Contract
        /// The terms. Account, reference, parent and transmission are the desk's: what stands there is refused.
        package var order: Order
        /// Places, in `Order.fields`, of what the script named, whatever value it gave.
        package var named: [Int]
        /// What tells it from every other order of the script, for ever; `nil` for an order without a key.
        package var key: String?

        /// An order with its contract.
        package init(contract: Contract, order: Order, named: [Int], key: String? = nil) {
            self.contract = contract
            self.order = order
            self.named = named
            self.key = key
        }
    }

    /// One order, or a parent and its children behind it; all of them leave, or none. Orders that name a group in which one
    /// cancels the others (``OrderReference/isGroup(_:)``) stand side by side.
    case place([NewOrder])
    /// An order of this script with other terms; `named` as in ``NewOrder``.
    case modify(orderId: Int, Order, named: [Int])
    /// The end of an order of this script.
    case cancel(orderId: Int)
    /// The end of all working orders of this script.
    case cancelAll
    /// The end of all working orders of the account, one by one.
    case cancelAccount
    /// A look at the working orders of this script in all its runs, or at those of the account.
    case orders(ofAccount: Bool)
    /// A look at what is held of an instrument, or of each that the script has traded in this run for `nil`.
    case holdings(Contract?)
    /// Everything that orders in these contracts would have to wait for; nothing is traded.
    case prepare([Contract])
    /// What an order would cost; nothing is traded.
    case whatIf(NewOrder)
    /// Any other request.
    case request(ClientMessage, RequestNumber)
}
