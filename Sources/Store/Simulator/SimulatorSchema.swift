/// The tables of a simulator's file.
enum SimulatorSchema {
    /// SQLite's application id of the file kind: `ibss`.
    static let applicationID: Int64 = 0x6962_7373

    /// Migrates the tables of a file to the newest version, within a transaction.
    ///
    /// - Throws: ``StoreError`` with code `foreign` or `tooNew`, with nothing changed.
    static func bringUp(_ database: Database, _ path: String) throws {
        let version = Int(try database.version())
        guard version <= steps.count else {
            throw StoreError(
                .tooNew,
                "\(path) was written by a later version of ibscript",
                remedy: "use that version, or another file"
            )
        }
        let hasTables = try database.hasTables()
        guard version > 0 || !hasTables else { throw StoreError.foreign(path) }
        guard version < steps.count else { return }
        for step in steps[version...] { try database.execute(step) }
        try database.execute("PRAGMA application_id = \(applicationID); PRAGMA user_version = \(steps.count)")
    }

    /// The steps from each version to the next; released ones never change.
    private static let steps = [first, severalAccounts, instance]

    /// A row's key is the key in its record.
    private static let first = """
        CREATE TABLE exchange (
            account TEXT PRIMARY KEY, record TEXT NOT NULL, CHECK (account IS record ->> '$.account')
        ) STRICT;
        CREATE TABLE orders (
            number INTEGER PRIMARY KEY, record TEXT NOT NULL, CHECK (number IS record ->> '$.number')
        ) STRICT;
        CREATE TABLE executions (
            number INTEGER PRIMARY KEY, record TEXT NOT NULL, CHECK (number IS record ->> '$.number')
        ) STRICT;
        CREATE TABLE positions (
            conId INTEGER PRIMARY KEY, record TEXT NOT NULL, CHECK (conId IS record ->> '$.conId')
        ) STRICT;
        CREATE TABLE cash (
            currency TEXT PRIMARY KEY, record TEXT NOT NULL, CHECK (currency IS record ->> '$.currency')
        ) STRICT;
        CREATE TABLE events (
            number INTEGER PRIMARY KEY, record TEXT NOT NULL, CHECK (number IS record ->> '$.number')
        ) STRICT;
        CREATE TABLE quotes (
            conId INTEGER PRIMARY KEY, record TEXT NOT NULL, CHECK (conId IS record ->> '$.conId')
        ) STRICT;
        """

    /// Assigns the rows of positions and cash to the account that the exchange had; what its row said about that
    /// account becomes the first of the accounts.
    private static let severalAccounts = """
        CREATE TABLE accounts (
            number INTEGER PRIMARY KEY, record TEXT NOT NULL, CHECK (number IS record ->> '$.number')
        ) STRICT;
        INSERT INTO accounts SELECT 0, json_object(
            'number', 0, 'code', record -> '$.account', 'startingCash', record -> '$.startingCash',
            'dayNetLiquidation', record -> '$.dayNetLiquidation'
        ) FROM exchange;
        ALTER TABLE positions RENAME TO oldPositions;
        CREATE TABLE positions (
            account TEXT, conId INTEGER, record TEXT NOT NULL, PRIMARY KEY (account, conId),
            CHECK (account IS record ->> '$.account' AND conId IS record ->> '$.conId' AND account IS NOT NULL)
        ) STRICT;
        INSERT INTO positions SELECT e.account, p.conId, json_set(p.record, '$.account', e.account)
            FROM oldPositions p, exchange e;
        DROP TABLE oldPositions;
        ALTER TABLE cash RENAME TO oldCash;
        CREATE TABLE cash (
            account TEXT, currency TEXT, record TEXT NOT NULL, PRIMARY KEY (account, currency),
            CHECK (account IS record ->> '$.account' AND currency IS record ->> '$.currency' AND account IS NOT NULL)
        ) STRICT;
        INSERT INTO cash SELECT e.account, c.currency, json_set(c.record, '$.account', e.account)
            FROM oldCash c, exchange e;
        DROP TABLE oldCash;
        ALTER TABLE exchange RENAME TO oldExchange;
        CREATE TABLE exchange (
            seed INTEGER PRIMARY KEY, record TEXT NOT NULL, CHECK (seed IS record ->> '$.seed')
        ) STRICT;
        INSERT INTO exchange SELECT record ->> '$.seed', record FROM oldExchange;
        DROP TABLE oldExchange;
        """

    /// What distinguishes this exchange from every other one.
    private static let instance = """
        CREATE TABLE instance (number INTEGER PRIMARY KEY CHECK (number = 1), name TEXT NOT NULL) STRICT;
        INSERT INTO instance VALUES (1, lower(hex(randomblob(8))));
        """
}
