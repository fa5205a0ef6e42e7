internal import LuaBridge
internal import Notation
internal import TWSWire

/// What a contract must name so that TWS knows which one is meant, where it accepts a single one only.
extension ContractReader {
    /// The fields that identify a contract by themselves.
    private static let identities = ["conId", "localSymbol", "secId"]

    /// The fields without which several contracts of a type fit.
    private static func distinctions(of type: SecurityType) -> [String] {
        switch type {
        case .future: ["lastTradeDateOrContractMonth"]
        case .option, .futuresOption: ["lastTradeDateOrContractMonth", "strike", "right"]
        default: []
        }
    }

    /// What a function needs to know of a contract.
    enum Demand {
        /// Which one it is.
        case single
        /// Which one it is, and on which exchange: TWS gives no market data otherwise.
        case listed
    }

    /// The functions that need a single contract.
    static let demands: [String: Demand] = {
        var demands: [String: Demand] = [:]
        for function in ["place", "bracket", "oca", "target_position", "what_if", "prepare"] {
            demands[function] = .single
        }
        for function in [
            "quote", "snapshot", "history", "bars", "ticks", "depth", "head_timestamp", "histogram", "schedule",
            "implied_volatility", "option_price",
        ] {
            demands[function] = .listed
        }
        return demands
    }()

    /// All fields that decide whether a contract is what a function needs.
    static let examined = Set(identities + distinctions(of: .option) + ["exchange", "secType"])

    /// Checks that the fields can single out one contract.
    func checkSingle(_ contract: Contract) throws(LuaRaise) {
        try check(.single, contract.secType) { Self.names($0, contract) }
    }

    /// Checks that the contract has what the function needs.
    func checkDemand(_ contract: Contract) throws(LuaRaise) {
        guard let demand = Self.demands[function] else { return }
        try check(demand, contract.secType) { Self.names($0, contract) }
    }

    /// Checks what the function needs of a contract of a type, given which of its fields are named.
    func check(_ demand: Demand, _ type: SecurityType, _ names: (String) -> Bool) throws(LuaRaise) {
        try checkSingle(type, names)
        if demand == .listed { try checkExchange(type, names) }
    }

    private func checkSingle(_ type: SecurityType, _ names: (String) -> Bool) throws(LuaRaise) {
        let needed = Self.distinctions(of: type)
        guard let missing = needed.first(where: { !names($0) }), !Self.identities.contains(where: names) else { return }
        throw LuaRaise(
            code: .name("ambiguous"),
            message: "\(function): contract.\(missing): a single \(Self.shown(type)) needs it",
            remedy: type == .future
                ? "name the month, such as \"202603\", or take front_month(c)"
                : "name \(needed.joined(separator: ", ")), or take one of chain(c, {…})"
        )
    }

    private func checkExchange(_ type: SecurityType, _ names: (String) -> Bool) throws(LuaRaise) {
        guard Self.usualExchange(of: type).isEmpty, !names("exchange") else { return }
        throw LuaRaise(
            message: "\(function): contract.exchange: \(Self.shown(type).withArticle) needs it",
            remedy: "name the exchange, such as CME or CBOE, or take qualify(c), which finds it"
        )
    }

    private static func shown(_ type: SecurityType) -> String {
        switch type {
        case .future: "future"
        case .option: "option"
        case .index: "index"
        case .unset: "contract"
        default: "\(type.text) contract"
        }
    }

    /// Whether the contract has a value in one of the fields that are examined.
    private static func names(_ field: String, _ contract: Contract) -> Bool {
        switch field {
        case "conId": contract.conId != 0
        case "localSymbol": !contract.localSymbol.isEmpty
        case "secId": !contract.secId.isEmpty
        case "lastTradeDateOrContractMonth": !contract.lastTradeDateOrContractMonth.isEmpty
        case "strike": contract.strike.map { $0 != 0 } ?? false
        case "right": contract.right != .unset
        case "exchange": !contract.exchange.isEmpty
        default: true
        }
    }

    // MARK: Dates

    /// Checks that a text can be the day or the month of a contract: `20260116` or `202601`, and what TWS puts behind it.
    func check(date: String) throws(LuaRaise) {
        guard !Self.isDate(date) else { return }
        let digits = date.filter(\.isNumber)
        let isSame = digits != date && Self.isDate(digits) && date.allSatisfy { $0.isNumber || "-/. ".contains($0) }
        throw LuaRaise(
            message:
                "\(function): contract.lastTradeDateOrContractMonth: \(ShownText.quoted(date)) is not a day or month of IB",
            remedy: isSame && date.prefix(4).allSatisfy(\.isNumber)
                ? "write \"\(digits)\"" : "write it as \"20260116\" or \"202601\""
        )
    }

    /// Whether the text begins with the digits of a day or a month, and no others.
    static func isDate(_ text: String) -> Bool {
        let digits = text.utf8.prefix { UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 }.count
        if digits == 6, text.utf8.count == 6 { return OptionFilter.day(text + "01") != nil }
        return text.isEmpty || digits == 8 && OptionFilter.day(text) != nil
    }
}
