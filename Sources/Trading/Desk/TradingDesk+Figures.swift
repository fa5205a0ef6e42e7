internal import TWSWire

extension TradingDesk {
    /// What a script holds of its own trading in an instrument; negative when it has sold more than it bought.
    func position(of contract: Contract, _ script: ScriptID) -> ExactDecimal {
        ledger.positions.position(of: script.number, in: contract)?.quantity ?? .zero
    }

    /// What the orders of a script have come to, or those of all scripts for `nil`.
    package func summary(of script: ScriptID?) -> TradingSummary {
        ledger.summary(of: script?.number) { knowledge.marks[$0]?.price }
    }
}
