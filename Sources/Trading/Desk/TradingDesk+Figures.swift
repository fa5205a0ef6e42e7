internal import TWSWire

extension TradingDesk {
    /// What a script holds of its own trading in an instrument; negative when it has sold more than it bought; earlier runs count,
    /// as far as the journal was read.
    func position(of contract: Contract, _ script: ScriptID) -> ExactDecimal {
        [script.number, Positions.before(script.number)].reduce(.zero) { sum, owner in
            sum + (ledger.positions.position(of: owner, in: contract)?.quantity ?? .zero)
        }
    }

    /// What the orders of a script have come to, or those of all scripts for `nil`.
    package func summary(of script: ScriptID?) -> TradingSummary {
        ledger.summary(of: script?.number) { knowledge.marks[$0]?.price }
    }
}
