internal import TWSWire

/// The net of all executions seen for an account, by instrument, whoever placed the orders.
struct AccountExecutions: Sendable {
    private struct Share: Sendable {
        var version: Int
        var signed: ExactDecimal
    }

    /// The largest number of executions kept: a broken TWS must not fill the memory.
    private static let most = 100_000

    private var shares: [String: Share] = [:]
    private(set) var nets: [InstrumentKey: ExactDecimal] = [:]
    /// Whether executions were left out, so that the sums are no longer meaningful.
    private(set) var isIncomplete = false

    /// Counts an execution once; a correction replaces what it corrects.
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
