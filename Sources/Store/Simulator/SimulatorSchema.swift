internal import GRDB

/// The tables of a simulator's file.
///
/// A change of them is one more migration; those that were released are never changed.
enum SimulatorSchema {
    /// SQLite's mark of the kind of file: `ibss`.
    static let applicationID = 0x6962_7373

    static var migrator: DatabaseMigrator {
        var migrator = DatabaseMigrator()
        migrator.registerMigration("1") { database in
            try database.execute(sql: first)
        }
        return migrator
    }

    private static let first = """
        CREATE TABLE exchange (
            account TEXT PRIMARY KEY, seed INTEGER NOT NULL, start INTEGER NOT NULL, startingCash REAL NOT NULL,
            time INTEGER NOT NULL, permId INTEGER NOT NULL, execution INTEGER NOT NULL, latency INTEGER NOT NULL,
            lastEntry INTEGER NOT NULL, lastResponse INTEGER NOT NULL, events INTEGER NOT NULL, dayEnd INTEGER NOT NULL,
            dayNetLiquidation REAL NOT NULL
        ) STRICT;
        CREATE TABLE orders (
            number INTEGER PRIMARY KEY, clientId INTEGER NOT NULL, orderId INTEGER NOT NULL, permId INTEGER NOT NULL,
            binding TEXT NOT NULL, stage TEXT NOT NULL, status TEXT NOT NULL, request TEXT NOT NULL,
            total TEXT NOT NULL, filled TEXT NOT NULL, reserved TEXT NOT NULL, "limit" REAL,
            averagePrice REAL NOT NULL, lastPrice REAL NOT NULL, commission TEXT NOT NULL, isElected INTEGER NOT NULL,
            firstTouch INTEGER, wasMatched INTEGER NOT NULL, isResting INTEGER NOT NULL, parent INTEGER,
            holds INTEGER NOT NULL, auctionTime INTEGER, acceptedAt INTEGER NOT NULL, legs TEXT NOT NULL,
            slices TEXT NOT NULL, released TEXT, startTime INTEGER, expiry INTEGER, openUntil INTEGER NOT NULL,
            isWithdrawn INTEGER NOT NULL, isImmediateRest INTEGER NOT NULL, hasLeftGroup INTEGER NOT NULL,
            completedAt INTEGER, reason TEXT NOT NULL
        ) STRICT;
        CREATE TABLE executions (
            number INTEGER PRIMARY KEY, execId TEXT NOT NULL, details TEXT NOT NULL, conId INTEGER NOT NULL,
            commission REAL NOT NULL, currency TEXT NOT NULL, realizedPNL REAL, time INTEGER NOT NULL
        ) STRICT;
        CREATE TABLE positions (
            conId INTEGER PRIMARY KEY, exchange TEXT NOT NULL, quantity TEXT NOT NULL, averageCost REAL NOT NULL,
            averagePrice REAL NOT NULL, realized REAL NOT NULL, dayProfit REAL
        ) STRICT;
        CREATE TABLE cash (currency TEXT PRIMARY KEY, amount REAL NOT NULL) STRICT;
        CREATE TABLE events (
            number INTEGER PRIMARY KEY, time INTEGER NOT NULL, kind TEXT NOT NULL, orders TEXT NOT NULL,
            request TEXT, quantity TEXT, price REAL, legPrices TEXT NOT NULL
        ) STRICT;
        CREATE TABLE quotes (
            conId INTEGER PRIMARY KEY, "until" INTEGER NOT NULL, bid REAL NOT NULL, ask REAL NOT NULL
        ) STRICT;
        """
}
