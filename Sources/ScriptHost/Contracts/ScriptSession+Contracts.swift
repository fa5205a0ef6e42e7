internal import LuaBridge
internal import TWSWire

extension ScriptSession {
    /// Reads a contract, fills in the defaults of its type and drops an invalid primary exchange.
    func contract(_ value: LuaValue, function: String) throws(LuaRaise) -> Contract {
        let reader = ContractReader(function: function)
        var contract = try reader.contract(value)
        try reader.checkDemand(contract)
        guard contract.primaryExchange == "SMART" else { return contract }
        logOnce("primaryExchange SMART names no listing exchange: it is sent empty")
        contract.primaryExchange = ""
        return contract
    }
}
