internal import LuaBridge
internal import TWSWire

extension ScriptSession {
    /// Reads a contract, fills in what its type takes for granted, and drops a primary exchange that is none.
    func contract(_ value: LuaValue, function: String) throws(LuaRaise) -> Contract {
        var contract = try ContractReader(function: function).contract(value)
        guard contract.primaryExchange == "SMART" else { return contract }
        logOnce("primaryExchange SMART names no listing exchange: it is sent empty")
        contract.primaryExchange = ""
        return contract
    }
}
