/// Changes on their way into a simulator's file.
package struct SimulatorTransaction {
    /// Collects the changes until all are known.
    private final class Collection {
        var changes: [SimulatorChange] = []
    }

    private let collection = Collection()

    var changes: [SimulatorChange] { collection.changes }

    init() {}

    /// Writes rows, replacing those with the same keys.
    package func put(_ records: [some Encodable], in table: SimulatorTable) throws {
        collection.changes.append(.put(try RecordText.encode(records), table))
    }

    /// Removes rows from a table with numeric keys; ignores a key without a row.
    package func remove(_ keys: [Int], from table: SimulatorTable) throws {
        collection.changes.append(.remove(keys, table))
    }

    /// Removes all rows of all tables.
    package func removeAll() throws {
        collection.changes.append(.removeAll)
    }
}
