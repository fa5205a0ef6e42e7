internal import LuaBridge
internal import TWSWire

/// Reads a contract from a script's table and fills in the defaults of its type.
struct ContractReader {
    /// The function that the script called.
    let function: String

    /// The default exchanges of types that trade in one place or that IB routes.
    private static let exchanges: [SecurityType: String] = [
        .stock: "SMART", .option: "SMART", .contractForDifference: "SMART", .bond: "SMART", .combination: "SMART",
        .forex: "IDEALPRO", .crypto: "PAXOS",
    ]

    /// Returns the contract as it is sent.
    func contract(_ value: LuaValue) throws(LuaRaise) -> Contract {
        let read = try StructureReader(function: function).read(value, as: Contract.self, path: "contract")
        let contract = Self.filled(read.structure)
        try check(contract)
        return contract
    }

    /// Checks that the fields say which contract is meant.
    func check(_ contract: Contract) throws(LuaRaise) {
        guard Self.hasWholeIdentifier(contract) else {
            throw LuaRaise(
                message: "\(function): contract: secIdType and secId go together",
                remedy: "write secIdType = \"ISIN\", or CUSIP, beside secId"
            )
        }
        guard Self.isNamed(contract) else {
            throw LuaRaise(message: "\(function): contract: expected symbol, conId, localSymbol or secId")
        }
        try check(currency: contract.currency)
        try check(date: contract.lastTradeDateOrContractMonth)
    }

    /// Checks that a text can be a currency: every code of ISO 4217, and CNH, has three letters.
    func check(currency: String) throws(LuaRaise) {
        guard Self.isCurrency(currency) else {
            throw LuaRaise(
                message: "\(function): currency: \(ShownText.quoted(currency)) is not a currency",
                remedy: "write its three letters, such as EUR"
            )
        }
    }

    private static let letters = UInt8(ascii: "a")...UInt8(ascii: "z")

    private static func isCurrency(_ text: String) -> Bool {
        // Capital letters and small ones differ in one bit.
        text.isEmpty || text.utf8.count == 3 && text.utf8.allSatisfy { letters.contains($0 | 0x20) }
    }

    /// Whether ``check(_:)`` accepts the contract.
    static func isComplete(_ contract: Contract) -> Bool {
        hasWholeIdentifier(contract) && isNamed(contract) && isCurrency(contract.currency)
            && isDate(contract.lastTradeDateOrContractMonth)
    }

    private static func hasWholeIdentifier(_ contract: Contract) -> Bool {
        contract.secId.isEmpty == contract.secIdType.isEmpty
    }

    private static func isNamed(_ contract: Contract) -> Bool {
        !contract.symbol.isEmpty || contract.conId != 0 || !contract.localSymbol.isEmpty || !contract.secId.isEmpty
    }

    /// Fills in defaults: a contract without a conId is a stock in USD unless it says otherwise.
    static func filled(_ contract: Contract) -> Contract {
        var contract = contract
        if contract.conId == 0 {
            if contract.secType == .unset { contract.secType = .stock }
            if contract.currency.isEmpty { contract.currency = "USD" }
        }
        if contract.exchange.isEmpty {
            contract.exchange = usualExchange(of: contract.secType)
        }
        return contract
    }

    /// The exchange of a contract of a type that names none; empty if it must name one.
    static func usualExchange(of type: SecurityType) -> String {
        exchanges[type] ?? (type == .unset ? "SMART" : "")
    }
}
