/// The text form has a bond's maturity; protobuf carries it as the contract's last trading day.
extension ServerMessage.BondContractDetails {
    /// Decodes a whole message, with the maturity where the text form has it.
    static func decoded(from reader: inout ProtobufReader) throws(WireError) -> Self {
        var message = Self()
        try message.merge(from: &reader)
        message.contractDetails.maturity = message.contractDetails.contract.lastTradeDateOrContractMonth
        message.contractDetails.contract.lastTradeDateOrContractMonth = ""
        return message
    }
}

extension Contract {
    /// Returns the contract of a bond, whose last trading day is its maturity.
    func withMaturity(of details: ContractDetails) -> Contract {
        var copy = self
        copy.lastTradeDateOrContractMonth = details.maturity
        return copy
    }
}
