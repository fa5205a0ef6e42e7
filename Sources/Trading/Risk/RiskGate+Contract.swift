internal import Notation
internal import TWSWire

extension RiskGate {
    /// What the permissions say of a contract.
    ///
    /// TWS goes by an identifier where one is given, so a permission for a symbol holds for an identifier only if it is
    /// known to be that symbol's: those of legs too.
    func checkContract(_ contract: Contract, _ knowledge: Knowledge) -> Denial? {
        let isCombination =
            contract.secType == .combination || !contract.comboLegs.isEmpty || contract.deltaNeutralContract != nil
        if isCombination, permissions?.combos != true {
            return Denial(
                code: .comboNotPermitted,
                message: "contract.secType: a combination is not permitted",
                remedy: "add combos = true to [trade]"
            )
        }
        guard permissions?.symbols != nil else { return checkSymbol(contract.symbol) }
        if let field = knowledge.doubt(about: contract) {
            return Denial(
                code: .symbolNotPermitted,
                message: "contract.\(field.name): \(QuotedText.plain(field.value)) is not known to be "
                    + QuotedText.plain(contract.symbol),
                remedy: "leave \(field.name) out, or use qualify(contract)"
            )
        }
        return checkSymbol(contract.symbol) ?? checkLegs(of: contract, knowledge)
    }

    private func checkSymbol(_ symbol: String) -> Denial? {
        guard let symbols = limits.symbols, !symbols.contains(symbol) else { return nil }
        let named = symbol.isEmpty ? "the contract has no symbol, and [trade] lists symbols" : nil
        let alike = symbols.first { $0 == symbol.uppercased() }
        return Denial(
            code: .symbolNotPermitted,
            message: "contract.symbol: " + (named ?? "\(QuotedText.of(symbol)) is not permitted"),
            limit: Self.listed("symbols", symbols),
            remedy: alike.map { "write \($0)" } ?? "name one of them, or add the symbol to symbols in [trade]"
        )
    }

    /// A combination trades its legs, whatever its own symbol says.
    private func checkLegs(of contract: Contract, _ knowledge: Knowledge) -> Denial? {
        let legs = contract.comboLegs.map(\.conId) + (contract.deltaNeutralContract.map { [$0.conId] } ?? [])
        for conId in legs {
            if let symbol = knowledge.symbol(of: conId), limits.symbols?.contains(symbol) != false { continue }
            return Denial(
                code: .symbolNotPermitted,
                message: "contract.comboLegs: the leg with conId \(conId) is not known to be of a permitted symbol",
                limit: limits.symbols.map { Self.listed("symbols", $0) },
                remedy: "use qualify(contract) for every leg, and name the symbols of all in [trade]"
            )
        }
        return nil
    }
}

extension RiskGate.Knowledge {
    /// The identifier of a contract that may stand for another instrument than its symbol says; `nil` when none does.
    func doubt(about contract: Contract) -> (name: String, value: String)? {
        if contract.conId != 0 {
            return symbol(of: contract.conId) == contract.symbol ? nil : ("conId", "\(contract.conId)")
        }
        if !contract.secId.isEmpty { return ("secId", contract.secId) }
        if !contract.localSymbol.isEmpty, contract.localSymbol != contract.symbol {
            return ("localSymbol", contract.localSymbol)
        }
        return nil
    }

    /// Whether the contract is the instrument that its ``InstrumentKey`` says, so that a price of one is the other's.
    func isPlain(_ contract: Contract) -> Bool {
        contract.symbol.isEmpty ? contract.conId != 0 : doubt(about: contract) == nil
    }

    /// The price of a contract; `nil` where it is not known, or not for certain the contract's.
    func price(of contract: Contract) -> Double? { isPlain(contract) ? marks[contract]?.price : nil }
}
