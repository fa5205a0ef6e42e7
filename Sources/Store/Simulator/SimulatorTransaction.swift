/// Rows on their way into a simulator's file.
package struct SimulatorTransaction {
    /// Keeps what is to be done until all of it is known.
    private final class Collection {
        var changes: [SimulatorChange] = []
    }

    private let collection = Collection()

    var changes: [SimulatorChange] { collection.changes }

    init() {}

    /// Writes rows, in place of those with the same keys.
    package func put(_ records: [some Encodable], in table: SimulatorTable) throws {
        collection.changes.append(.put(try RecordText.encode(records), table))
    }

    /// Takes rows away from a table whose key is a number; a key without a row is ignored.
    package func remove(_ keys: [Int], from table: SimulatorTable) throws {
        collection.changes.append(.remove(keys, table))
    }

    /// Takes all rows of all tables away.
    package func removeAll() throws {
        collection.changes.append(.removeAll)
    }
}
