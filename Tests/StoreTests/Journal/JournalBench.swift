import CSQLite
import Foundation
import Store
import TWSWire
import Trading

/// A folder for journals, and orders to put into them.
struct JournalBench {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("ibscript-\(UUID())")
    var path: String { folder.appendingPathComponent("journal.db").path }

    static let now = RunInstant(seconds: 1_767_625_200)

    init() throws {
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    }

    static func stamp(_ number: Int64 = 1) -> JournalStamp {
        JournalStamp(monotonic: number, wall: RunInstant(nanoseconds: 1_767_625_200_000_000_000 + number))
    }

    static func contract() -> Contract {
        var contract = Contract()
        (contract.symbol, contract.secType) = ("AAPL", .stock)
        (contract.exchange, contract.currency) = ("SMART", "USD")
        return contract
    }

    static func order(_ reference: String, limit: Double = 190.1) -> Order {
        var order = Order()
        (order.action, order.totalQuantity, order.orderType) = (.buy, 100, .limit)
        (order.lmtPrice, order.orderRef, order.account) = (limit, reference, "DU1")
        return order
    }

    static func record(
        _ event: JournalRecord.Event,
        _ orderId: Int? = nil,
        _ reference: String = "",
        script: String = "alpha"
    ) -> JournalRecord {
        JournalRecord(
            at: now,
            run: "0badcafe",
            clientId: 1,
            script: ScriptID(0),
            scriptName: script,
            line: 7,
            subjects: orderId.map { [JournalRecord.Subject(orderId: $0, reference: reference)] } ?? [],
            event: event
        )
    }

    static func intent(_ orderId: Int, _ reference: String, script: String = "alpha") -> JournalRecord {
        record(
            .intent(orderId: orderId, contract: contract(), order: order(reference)),
            orderId,
            reference,
            script: script
        )
    }

    static func status(_ orderId: Int, _ status: OrderStatus) -> ServerMessage {
        var message = ServerMessage.OrderStatus()
        (message.orderId, message.status, message.clientId, message.permId) = (orderId, status, 1, 5_000 + orderId)
        (message.filled, message.remaining) = (0, 100)
        return .orderStatus(message)
    }

    /// Does something to a file as any other program could; gives SQLite's word for what went wrong.
    @discardableResult
    static func sql(_ statements: String, on path: String) -> String? {
        var handle: OpaquePointer?
        defer { sqlite3_close_v2(handle) }
        guard sqlite3_open_v2(path, &handle, SQLITE_OPEN_READWRITE, nil) == SQLITE_OK,
            sqlite3_exec(handle, statements, nil, nil, nil) == SQLITE_OK
        else { return String(cString: sqlite3_errmsg(handle)) }
        return nil
    }
}

/// Another program with the file open.
final class Holder {
    private var handle: OpaquePointer?

    init(_ path: String, _ statements: String) throws {
        guard sqlite3_open_v2(path, &handle, SQLITE_OPEN_READWRITE, nil) == SQLITE_OK,
            sqlite3_busy_timeout(handle, 5_000) == SQLITE_OK,
            sqlite3_exec(handle, statements, nil, nil, nil) == SQLITE_OK
        else { throw CocoaError(.fileReadUnknown) }
    }

    deinit { sqlite3_close_v2(handle) }
}
