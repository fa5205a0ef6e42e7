internal import TWSWire
internal import Trading

/// What the permissions say of a contract, beyond its symbol.
enum ContractRule {
    /// Why orders in the contract are refused; `nil` if they are not.
    ///
    /// `known` holds symbols by contract id as TWS told them: TWS goes by the id where one is given, so a permission
    /// for a symbol holds for an id only if the id is known to be that symbol's.
    static func denial(for contract: Contract, _ permissions: TradePermissions?, known: [Int: String]) -> Denial? {
        let isCombination = contract.secType == .combination || !contract.comboLegs.isEmpty
        if isCombination, permissions?.combos != true {
            return Denial(
                code: .comboNotPermitted,
                message: "contract.secType: a combination is not permitted",
                remedy: "add combos = true to [trade]"
            )
        }
        guard permissions?.symbols != nil, contract.conId != 0, known[contract.conId] != contract.symbol else {
            return nil
        }
        return Denial(
            code: .symbolNotPermitted,
            message:
                "contract.conId: \(contract.conId) is not known to be \(ShownText.of(contract.symbol, longest: 40))",
            remedy: "leave conId out, or use qualify(contract)"
        )
    }
}
