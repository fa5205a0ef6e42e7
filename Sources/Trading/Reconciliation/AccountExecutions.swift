internal import TWSWire

/// What all executions of an account that were seen come to, by instrument, whoever ordered them.
struct AccountExecutions: Sendable {
    private struct Share: Sendable {
        var version: Int
        var signed: ExactDecimal
    }

    /// Most executions that are kept: a broken TWS must not fill the memory.
    private static let most = 100_000

    private var shares: [String: Share] = [:]
    private(set) var nets: [InstrumentKey: ExactDecimal] = [:]
    /// Whether executions were not counted, so that the sums say nothing any more.
    private(set) var isIncomplete = false

    /// Counts an execution once, a correction in the place of what it corrects.
    mutating func take(_ details: ServerMessage.ExecDetails) {
        let execution = details.execution
        guard details.contract.secType != .combination, !execution.execId.isEmpty, let quantity = execution.shares
        else {
            return
        }
        let signed: ExactDecimal
        switch execution.side {
        case .bought: signed = quantity
        case .sold: signed = -quantity
        default: return
        }
        let (root, version) = (Fill.root(of: execution.execId), Fill.version(of: execution.execId))
        let known = shares[root]
        guard version > known?.version ?? .min else { return }
        guard known != nil || shares.count < Self.most else {
            isIncomplete = true
            return
        }
        shares[root] = Share(version: version, signed: signed)
        let key = InstrumentKey(details.contract)
        nets[key] = (nets[key] ?? .zero) + signed - (known?.signed ?? .zero)
    }
}
