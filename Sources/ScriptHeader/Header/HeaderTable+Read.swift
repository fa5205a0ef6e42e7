internal import Trading

extension HeaderTable {
    /// Reads `[read]`; an absent key has its default.
    func reading() throws(HeaderError) -> ReadPermissions {
        try allowOnly(["positions", "account", "other_orders", "regulatory_snapshots"])
        var reading = ReadPermissions()
        reading.positions = try boolean("positions") ?? reading.positions
        reading.account = try boolean("account") ?? reading.account
        reading.otherOrders = try boolean("other_orders") ?? reading.otherOrders
        reading.regulatorySnapshots = try boolean("regulatory_snapshots") ?? reading.regulatorySnapshots
        return reading
    }
}
