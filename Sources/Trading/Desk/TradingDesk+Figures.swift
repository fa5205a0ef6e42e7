internal import TWSWire

extension TradingDesk {
    /// The script's position from its own trading in an instrument; negative when short. Earlier runs count as far back
    /// as the journal was read.
    func position(of contract: Contract, _ script: ScriptID) -> ExactDecimal {
        [script.number, Positions.before(script.number)].reduce(.zero) { sum, owner in
            sum + (ledger.positions.position(of: owner, in: contract)?.quantity ?? .zero)
        }
    }

    /// A summary of the orders of a script, or of all scripts for `nil`.
    package func summary(of script: ScriptID?) -> TradingSummary {
        ledger.summary(of: script?.number) { knowledge.marks[$0]?.price }
    }
}
