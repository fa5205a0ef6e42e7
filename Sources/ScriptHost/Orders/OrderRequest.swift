internal import TWSWire
internal import Trading

/// An order that a script asks for, read but not yet checked.
struct OrderRequest {
    var contract: Contract
    var order: Order
    /// The id, where it had to be known before; else one is taken when it leaves.
    var orderId: Int?

    init(contract: Contract, order: Order, orderId: Int? = nil) {
        self.contract = contract
        self.order = order
        self.orderId = orderId
    }

    /// What the gate decides by.
    var facts: OrderRequestFacts {
        OrderRequestFacts(
            symbol: contract.symbol,
            secType: contract.secType.text,
            action: order.action.text,
            orderType: order.orderType.text,
            totalQuantity: order.totalQuantity.map(String.init(describing:)) ?? "",
            lmtPrice: order.lmtPrice,
            auxPrice: order.auxPrice,
            tif: order.tif.text,
            otherPrices: otherPrices,
            otherTexts: otherTexts
        )
    }

    /// Further prices of the order, and the percentage that stands for one.
    private var otherPrices: [OrderRequestFacts.NamedPrice] {
        Order.fields.enumerated().compactMap { index, field in
            guard field.name.hasSuffix("Price") || field.name == "trailingPercent", field.name != "lmtPrice",
                field.name != "auxPrice", case .double(let value) = order.value(at: index)
            else { return nil }
            return OrderRequestFacts.NamedPrice(name: field.name, value: value)
        }
    }

    /// Every text of order and contract that is not empty, whatever field it stands in.
    private var otherTexts: [OrderRequestFacts.NamedText] {
        texts(of: contract, "contract") + texts(of: order, "order")
    }

    private func texts<Structure: WireStructure>(
        of structure: Structure,
        _ path: String
    ) -> [OrderRequestFacts.NamedText] {
        Structure.fields.enumerated().compactMap { index, field in
            guard case .string = field.type, case .string(let text) = structure.value(at: index) else { return nil }
            return OrderRequestFacts.NamedText(name: "\(path).\(field.name)", value: text)
        }
    }
}
