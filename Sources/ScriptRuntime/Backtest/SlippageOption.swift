internal import SimExchange

/// Slippage as users write it: `0.02` per unit, or `2t` for two increments.
package struct SlippageOption: Hashable, Sendable {
    let slippage: Slippage
    /// The text as written; empty for none.
    let text: String

    /// Makes a slippage of zero.
    package init() { (slippage, text) = (Slippage(), "") }

    /// Parses a text.
    ///
    /// - Throws: An error for anything but a number of at least 0.
    package init(option text: String) throws(OptionFault) {
        let isInIncrements = text.hasSuffix("t")
        guard let amount = Double(isInIncrements ? text.dropLast() : text[...]), amount.isFinite, amount >= 0 else {
            throw OptionFault("no slippage; write 0.02 per share, or 2t for two increments")
        }
        (slippage, self.text) = (Slippage(amount, isInIncrements: isInIncrements), text)
    }

    /// What a report says about it.
    var statement: String {
        guard slippage.amount > 0 else {
            return "No slippage, besides the increment of the conservative profile."
        }
        let amount = isInIncrementsText ?? "\(text.prefix { $0 != "t" }) per unit"
        return "Slippage: orders that take the market's price pay \(amount) more than that, under every profile."
    }

    private var isInIncrementsText: String? {
        guard slippage.isInIncrements else { return nil }
        return slippage.amount == 1 ? "1 increment" : "\(text.dropLast()) increments"
    }
}

extension SlippageOption: Codable {
    package init(from decoder: any Decoder) throws {
        let text = try decoder.singleValueContainer().decode(String.self)
        self = text.isEmpty ? SlippageOption() : try SlippageOption(option: text)
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(text)
    }
}
