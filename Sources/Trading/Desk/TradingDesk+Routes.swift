extension TradingDesk {
    /// Whose request bears a number on the wire, and the number by which its script knows it; `nil` for nobody's.
    package func asker(ofRequest id: Int) -> (script: ScriptID, local: Int)? {
        routes[id: id].map { ($0.script, $0.local) }
    }
}
