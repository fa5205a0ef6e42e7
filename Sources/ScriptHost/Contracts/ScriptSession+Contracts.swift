internal import LuaBridge
internal import TWSWire

extension ScriptSession {
    /// Reads a contract, fills in the defaults of its type and drops an invalid primary exchange.
    func contract(_ value: LuaValue, function: String) throws(LuaRaise) -> Contract {
        var contract = try ContractReader(function: function).contract(value)
        guard contract.primaryExchange == "SMART" else { return contract }
        logOnce("primaryExchange SMART names no listing exchange: it is sent empty")
        contract.primaryExchange = ""
        return contract
    }
}
