import CSQLite
import Foundation
import Store
import Testing

/// Files of earlier versions hold the same afterwards.
@Suite struct UpgradeTests {
    private let folder = FileManager.default.temporaryDirectory.appendingPathComponent("ibscript-\(UUID())")
    private var path: String { folder.appendingPathComponent("state.db").path }

    private struct Exchange: Codable, Hashable {
        var seed: Int64
        var time: Int64
    }

    private struct Account: Codable, Hashable {
        var number: Int
        var code: String
        var startingCash: Double
        var dayNetLiquidation: Double
    }

    private struct Position: Codable, Hashable {
        var account: String
        var conId: Int
        var averageCost: Double
    }

    private struct Cash: Codable, Hashable {
        var account: String
        var currency: String
        var amount: Double
    }

    init() throws {
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    }

    /// A file of the first version, whose exchange had one account: its positions and cash are now that account's, and
    /// no number has lost a digit.
    @Test func fileWithOneAccountIsBroughtUp() throws {
        try execute(
            """
            CREATE TABLE exchange (account TEXT PRIMARY KEY, record TEXT NOT NULL) STRICT;
            CREATE TABLE orders (number INTEGER PRIMARY KEY, record TEXT NOT NULL) STRICT;
            CREATE TABLE executions (number INTEGER PRIMARY KEY, record TEXT NOT NULL) STRICT;
            CREATE TABLE positions (conId INTEGER PRIMARY KEY, record TEXT NOT NULL) STRICT;
            CREATE TABLE cash (currency TEXT PRIMARY KEY, record TEXT NOT NULL) STRICT;
            CREATE TABLE events (number INTEGER PRIMARY KEY, record TEXT NOT NULL) STRICT;
            CREATE TABLE quotes (conId INTEGER PRIMARY KEY, record TEXT NOT NULL) STRICT;
            INSERT INTO exchange VALUES ('DU7', '{"account":"DU7","seed":-3,"time":1767625200000000001,
                "startingCash":1000000,"dayNetLiquidation":999998.12345678912}');
            INSERT INTO positions VALUES (265598, '{"conId":265598,"averageCost":190.30000000000001}');
            INSERT INTO positions VALUES (272093, '{"conId":272093,"averageCost":0}');
            INSERT INTO cash VALUES ('USD', '{"currency":"USD","amount":0.30000000000000004}');
            PRAGMA application_id = 0x69627373;
            PRAGMA user_version = 1;
            """
        )
        let file = try SimulatorFile(path: path)
        #expect(
            try file.read(Exchange.self, from: .exchange) == [Exchange(seed: -3, time: 1_767_625_200_000_000_001)]
        )
        let account = Account(
            number: 0,
            code: "DU7",
            startingCash: 1_000_000,
            dayNetLiquidation: 999998.12345678912
        )
        #expect(try file.read(Account.self, from: .accounts) == [account])
        let positions = [(265_598, 190.30000000000001), (272_093, 0)].map { conId, cost in
            Position(account: "DU7", conId: conId, averageCost: cost)
        }
        #expect(try file.read(Position.self, from: .positions) == positions)
        #expect(try file.read(Cash.self, from: .cash).map(\.amount) == [0.1 + 0.2])
        // Another account's rows stand beside them.
        try file.write { try $0.put([Cash(account: "DU8", currency: "USD", amount: 1)], in: .cash) }
        try file.write { try $0.put([Cash(account: "DU7", currency: "USD", amount: 0.1 + 0.2)], in: .cash) }
        #expect(try file.read(Cash.self, from: .cash).map(\.account) == ["DU7", "DU8"])
        try file.write { try $0.removeAll() }
        #expect(try file.read(Cash.self, from: .cash).isEmpty)
        try file.close()
    }

    /// Does something to the file as any other program would.
    private func execute(_ sql: String) throws {
        var database: OpaquePointer?
        defer { sqlite3_close(database) }
        try #require(sqlite3_open(path, &database) == SQLITE_OK)
        try #require(sqlite3_exec(database, sql, nil, nil, nil) == SQLITE_OK)
    }
}
