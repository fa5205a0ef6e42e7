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
        let share = Share(version: Fill.version(of: execution.execId), signed: signed)
        guard let change = note(share, of: Fill.root(of: execution.execId)) else { return }
        Self.add(change, to: &nets[InstrumentKey(details.contract), default: .zero])
    }

    /// Notes the latest version of an execution; returns by how much it changes the sum, `nil` for a version that does not
    /// count.
    private mutating func note(_ share: Share, of root: String) -> ExactDecimal? {
        if shares.count < Self.most { return Self.change(&shares[root], to: share) }
        guard shares[root] != nil else {
            isIncomplete = true
            return nil
        }
        return Self.change(&shares[root], to: share)
    }

    /// In place, so that the instrument is looked up once.
    private static func add(_ change: ExactDecimal, to net: inout ExactDecimal) { net = net + change }

    private static func change(_ known: inout Share?, to share: Share) -> ExactDecimal? {
        guard share.version > known?.version ?? .min else { return nil }
        defer { known = share }
        return share.signed - (known?.signed ?? .zero)
    }
}
