extension TradingDesk {
    /// The script whose request has this id on the wire, and the id by which the script knows it; `nil` if no script
    /// asked.
    package func asker(ofRequest id: Int) -> (script: ScriptID, local: Int)? {
        routes[id: id].map { ($0.script, $0.local) }
    }
}
