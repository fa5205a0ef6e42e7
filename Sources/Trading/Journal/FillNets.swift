internal import TWSWire

/// The net executions in a journal by instrument: those of ibscript's own orders of every run, each counted once.
package struct FillNets: Sendable {
    private struct Share: Sendable {
        var version: Int
        var signed: ExactDecimal
    }

    private var shares: [String: Share] = [:]
    private var nets: [InstrumentKey: NetPosition] = [:]
    /// Contracts as given in orders, which name an exchange that accepts orders.
    private var placed: [InstrumentKey: Contract] = [:]

    /// The script whose orders count; `nil` counts those of all scripts.
    private let script: String?
    /// The references of that script's orders.
    private var references: Set<String> = []

    /// Creates an empty sum.
    ///
    /// - Parameter script: The name of the script whose orders count; `nil` counts those of all scripts.
    package init(script: String? = nil) { self.script = script }

    /// The open positions, sorted by instrument name.
    package var open: [NetPosition] {
        nets.filter { $0.value.quantity != .zero }
            .sorted { $0.key.text < $1.key.text }
            .map { NetPosition(contract: placed[$0.key] ?? $0.value.contract, quantity: $0.value.quantity) }
    }

    /// Processes the next entry of the journal.
    package mutating func take(_ record: JournalRecord) {
        switch record.event {
        case .intent(_, let contract, let order):
            placed[InstrumentKey(contract)] = contract
            if record.scriptName == script { references.insert(order.orderRef) }
        case .message(.execDetails(let details))
        where record.subjects.contains(where: {
            script == nil ? OrderReference($0.reference) != nil : references.contains($0.reference)
        }):
            take(details)
        default: break
        }
    }

    /// Skips a combination's own executions and counts those of its legs instead.
    private mutating func take(_ details: ServerMessage.ExecDetails) {
        let execution = details.execution
        guard details.contract.secType != .combination, !execution.execId.isEmpty, let quantity = execution.shares,
            execution.side == .bought || execution.side == .sold
        else { return }
        let signed = execution.side == .bought ? quantity : -quantity
        let (root, version) = (Fill.root(of: execution.execId), Fill.version(of: execution.execId))
        let known = shares[root]
        guard version > known?.version ?? .min else { return }
        shares[root] = Share(version: version, signed: signed)
        let key = InstrumentKey(details.contract)
        var net = nets[key] ?? NetPosition(contract: details.contract, quantity: .zero)
        net.quantity = net.quantity + signed - (known?.signed ?? .zero)
        nets[key] = net
    }
}
