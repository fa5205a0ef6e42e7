internal import TWSWire

/// What the executions in a journal come to, by instrument: those of ibscript's own orders, of every run, each counted once.
package struct FillNets: Sendable {
    private struct Share: Sendable {
        var version: Int
        var signed: ExactDecimal
    }

    private var shares: [String: Share] = [:]
    private var nets: [InstrumentKey: NetPosition] = [:]
    /// Contracts as orders were placed in them: these name an exchange that takes orders.
    private var placed: [InstrumentKey: Contract] = [:]

    /// The script whose orders count; `nil` counts those of all.
    private let script: String?
    /// References of that script's orders.
    private var references: Set<String> = []

    /// Nothing was executed.
    ///
    /// - Parameter script: Name of the script whose orders count; `nil` counts those of all.
    package init(script: String? = nil) { self.script = script }

    /// What is not closed, in the order of the instruments' names.
    package var open: [NetPosition] {
        nets.filter { $0.value.quantity != .zero }
            .sorted { $0.key.text < $1.key.text }
            .map { NetPosition(contract: placed[$0.key] ?? $0.value.contract, quantity: $0.value.quantity) }
    }

    /// Takes the next entry of the journal.
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

    /// A combination's own executions are not counted: those of its legs are.
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
