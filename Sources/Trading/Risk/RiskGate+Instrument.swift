internal import Notation
package import TWSWire

// MARK: Instruments

extension RiskGate {
    /// Checks a contract against the permissions, using the instrument that TWS resolved if the desk knows it.
    ///
    /// TWS goes by an identifier if there is one, so a permission for a symbol covers an identifier, including a leg's,
    /// only if the identifier is known to belong to that symbol.
    func checkContract(_ contract: Contract, _ knowledge: Knowledge) -> Denial? {
        let isCombination =
            contract.secType == .combination || !contract.comboLegs.isEmpty || contract.deltaNeutralContract != nil
        if isCombination {
            return denialOfCombinations ?? checkExchange(contract.exchange)
                ?? (limits.symbols == nil ? nil : checkSymbol(contract.symbol)) ?? checkLegs(of: contract, knowledge)
        }
        if let facts = knowledge.contracts.facts(of: contract) {
            return checkExchange(contract.exchange) ?? checkFacts(facts, of: contract)
        }
        // Only a what-if gets here without an answer from TWS, and it trades nothing.
        let isNamed = contract.secType != .unset || contract.conId == 0
        return (isNamed ? checkKind(contract.secType, "contract.secType") : nil)
            ?? checkExchange(contract.exchange)
            ?? checkWritten(contract, knowledge)
    }

    /// Why no order may be placed in a contract with this symbol and security type, of which TWS knows no others; `nil`
    /// stands for what is unknown.
    package func denial(writtenSymbol symbol: String?, type: SecurityType?) -> Denial? {
        if type == .combination { return denialOfCombinations }
        // TWS may know a stock as an exchange-traded fund.
        let isFund = type == .stock && limits.securityTypes.contains(.etf)
        return (isFund ? nil : type.flatMap { checkKind($0, "contract.secType") }) ?? symbol.flatMap(checkSymbol)
    }

    /// Why a script may trade no combinations; `nil` if it may.
    private var denialOfCombinations: Denial? {
        if permissions?.combos == true || permissions == nil && opened?.combos == true { return nil }
        return Denial(
            code: .comboNotPermitted,
            message: "contract.secType: a combination is not permitted",
            remedy: "add combos = true to [trade]"
        )
    }

    /// Checks the instrument as TWS resolved it.
    private func checkFacts(_ facts: ContractFacts, of contract: Contract) -> Denial? {
        if !contract.symbol.isEmpty, contract.symbol != facts.contract.symbol {
            return Denial(
                code: .symbolNotPermitted,
                message: "contract.symbol: TWS takes \(QuotedText.of(contract.symbol)) with its other fields for "
                    + QuotedText.plain(facts.contract.symbol),
                remedy: "leave out what names another instrument, or use qualify(contract)"
            )
        }
        return checkKind(facts.kind, "contract.secType")
            ?? checkCurrency(facts.contract.currency)
            ?? checkSymbol(facts.contract.symbol)
            ?? checkUnderlying(facts)
    }

    private func checkUnderlying(_ facts: ContractFacts) -> Denial? {
        facts.underlying == facts.contract.symbol ? nil : checkSymbol(facts.underlying)
    }

    private func checkKind(_ kind: SecurityType, _ path: String) -> Denial? {
        if limits.securityTypes.contains(kind) { return nil }
        if kind == .etf, limits.securityTypes.contains(.stock) { return nil }
        return Denial(
            code: .securityTypes,
            message: "\(path): \(QuotedText.of(kind.text)) is not permitted",
            limit: Self.listed("sec_types", limits.securityTypes.map(\.text)),
            remedy: permissions?.securityTypes?.contains(kind) == true
                ? Self.personOpens("sec_types") : "add \(kind.text) to sec_types in [trade]"
        )
    }

    private func checkCurrency(_ currency: String) -> Denial? {
        guard let currencies = limits.currencies, !currencies.contains(currency) else { return nil }
        return Denial(
            code: .currencies,
            message: "contract.currency: \(QuotedText.of(currency)) is not permitted",
            limit: Self.listed("currencies", currencies),
            remedy: "add it to currencies in the account's limits file"
        )
    }

    private func checkExchange(_ exchange: String) -> Denial? {
        guard let exchanges = limits.exchanges, !exchanges.contains(exchange) else { return nil }
        return Denial(
            code: .exchanges,
            message: "contract.exchange: \(QuotedText.of(exchange)) is not permitted",
            limit: Self.listed("exchanges", exchanges),
            remedy: "name one of them, or add it to exchanges where the mode permits it"
        )
    }

    /// Checks a contract that TWS has not been asked about.
    private func checkWritten(_ contract: Contract, _ knowledge: Knowledge) -> Denial? {
        guard permissions?.symbols != nil else { return checkSymbol(contract.symbol) }
        if let field = knowledge.doubt(about: contract) {
            return Denial(
                code: .symbolNotPermitted,
                message: "contract.\(field.name): \(QuotedText.plain(field.value)) is not known to be "
                    + QuotedText.plain(contract.symbol),
                remedy: "leave \(field.name) out, or use qualify(contract)"
            )
        }
        return checkSymbol(contract.symbol)
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

    // MARK: Combinations

    /// Checks the legs, which are what a combination trades, whatever its own symbol says.
    private func checkLegs(of contract: Contract, _ knowledge: Knowledge) -> Denial? {
        let legs = contract.comboLegs.map(\.conId) + (contract.deltaNeutralContract.map { [$0.conId] } ?? [])
        for conId in legs {
            if let facts = knowledge.contracts.facts(of: .leg(conId)) {
                let denial =
                    checkKind(facts.kind, "contract.comboLegs") ?? checkCurrency(facts.contract.currency)
                    ?? checkSymbol(facts.contract.symbol) ?? checkUnderlying(facts)
                if let denial { return denial }
                continue
            }
            if limits.symbols == nil, !knowledge.asks { continue }
            if let symbol = knowledge.symbol(of: conId), limits.symbols?.contains(symbol) != false, !knowledge.asks {
                continue
            }
            return Denial(
                code: .symbolNotPermitted,
                message: "contract.comboLegs: the leg with conId \(conId) is not known to be of a permitted symbol",
                limit: limits.symbols.map { Self.listed("symbols", $0) },
                remedy: "use qualify(contract) for every leg, and name the symbols of all in [trade]"
            )
        }
        return nil
    }

    /// Checks what a combination does in each of its legs: the leg's side, and ratio times quantity.
    func checkLegTerms(_ order: OrderCase) -> Denial? {
        for leg in order.legs {
            let units = (order.new.order.totalQuantity ?? .zero) * leg.ratio
            if let denial = denial(action: leg.buys ? .buy : .sell) ?? checkUnits(units, leg.multiplier) {
                return denial
            }
        }
        return nil
    }
}

extension Contract {
    /// Returns the contract of a leg, of which only the id counts.
    static func leg(_ conId: Int) -> Contract {
        var contract = Contract()
        contract.conId = conId
        return contract
    }
}

extension RiskGate.Knowledge {
    /// The contract's identifier that may stand for a different instrument than its symbol; `nil` if there is none.
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

    /// Whether the contract is the instrument that its ``InstrumentKey`` says, so that the price of one applies to the
    /// other.
    func isPlain(_ contract: Contract) -> Bool {
        contract.symbol.isEmpty ? contract.conId != 0 : doubt(about: contract) == nil
    }

    /// Returns what is known about a contract's price; `nil` if nothing is, or if it may not be the contract's own.
    func mark(of contract: Contract) -> Marks.Mark? {
        if let facts = contracts.facts(of: contract) { return marks[facts.contract] }
        return isPlain(contract) ? marks[contract] : nil
    }

    /// Returns the price of a contract; `nil` likewise.
    func price(of contract: Contract) -> Double? { mark(of: contract)?.price }
}
