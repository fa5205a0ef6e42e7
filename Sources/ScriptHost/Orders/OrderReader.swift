internal import LuaBridge
internal import Notation
internal import TWSWire
internal import Trading

/// Reads an order from a script's table; the desk decides whether the script may send it.
struct OrderReader {
    /// The function that the script called.
    let function: String

    /// Fields that cannot be modified: changing one makes a different order.
    static let fixed: Set<String> = ["action", "orderType"]

    /// Reads the key and the wait for a connection in seconds from a table of options; `nil` for what it does not name.
    func options(
        _ options: [(key: String, value: LuaValue)]
    ) throws(LuaRaise) -> (key: String?, whenConnected: Double?) {
        var (key, seconds): (String?, Double?)
        for (name, value) in options {
            switch name {
            case "key": key = try self.key(value)
            case HeldCalls.option: seconds = try ScriptDuration.read(value, function: "\(function): \(name)")
            default: throw Members.unknown(name, of: "\(function): options", among: ["key", HeldCalls.option])
            }
        }
        return (key, seconds)
    }

    /// Reads a key that a script gave.
    func key(_ value: LuaValue) throws(LuaRaise) -> String {
        guard case .string(let text) = value, OrderReference.isKey(text) else {
            throw LuaRaise(
                code: .name(Obstacle.Code.invalidKey.rawValue),
                message: "\(function): key: expected 1 to 16 of A-Z, a-z, 0-9, _ and -",
                remedy: "give a text such as \"2026-01-05\""
            )
        }
        return text
    }

    /// Reads a new order with its contract from the first two arguments.
    func new(_ frame: borrowing LuaFrame, _ session: ScriptSession) throws -> Intent.NewOrder {
        let records = try session.records()
        guard let contract = try records.contract(frame, 1) else {
            return try new(try frame.value(1), try frame.value(2), session)
        }
        try ContractReader(function: function).checkSingle(contract)
        if let known = try records.order(frame, 2) {
            try checkNew(known.order)
            return Intent.NewOrder(contract: contract, order: known.order, named: known.fields)
        }
        return try new(contract, try frame.value(2))
    }

    /// Reads a new order with its contract.
    func new(_ contract: LuaValue, _ order: LuaValue, _ session: ScriptSession) throws -> Intent.NewOrder {
        try new(try session.contract(contract, function: function), order)
    }

    private func new(_ contract: Contract, _ order: LuaValue) throws -> Intent.NewOrder {
        let read = try StructureReader(function: function).read(order, as: Order.self, path: "order")
        try checkNew(read.structure)
        return Intent.NewOrder(
            contract: contract,
            order: try Self.withoutNoise(read.structure, in: read.fields),
            named: read.fields
        )
    }

    /// Returns the order with its fields replaced by those of the table.
    func modified(_ entry: LedgerEntry, by changes: LuaValue) throws -> Intent.NewOrder {
        guard case .table(let entries) = changes, !entries.isEmpty else {
            throw LuaRaise(
                message: "\(function): expected a table of changes",
                remedy: "trade:modify{lmtPrice = 10.5}"
            )
        }
        let reader = StructureReader(function: function)
        var order = entry.order
        var fields: [Int] = []
        for (key, value) in entries {
            let index = try reader.index(of: key, in: Order.self, path: "order")
            guard !Self.fixed.contains(Order.fields[index].name) else {
                throw Self.unchangeable(Order.fields[index].name, function)
            }
            try reader.set(value, at: index, of: &order, path: "order")
            fields.append(index)
        }
        return Intent.NewOrder(
            contract: entry.contract,
            order: try Self.withoutNoise(order, in: fields),
            named: fields
        )
    }

    /// Refuses the order of a trade, which the host has given a reference.
    private func checkNew(_ order: Order) throws(LuaRaise) {
        guard !order.orderRef.isEmpty, OrderReference(order.orderRef) != nil else { return }
        throw Self.placedAlready(function)
    }

    /// The error for the order of a trade where a new one is needed.
    static func placedAlready(_ function: String) -> LuaRaise {
        LuaRaise(
            message: "\(function): order: a trade's order is placed already",
            remedy: "change it with t:modify{lmtPrice = 10.5}, or make a new order"
        )
    }

    /// The error for a field that keeps its value as long as the order lives.
    static func unchangeable(_ field: String, _ function: String) -> LuaRaise {
        LuaRaise(
            message: "\(function): order.\(field): cannot be changed",
            remedy: "cancel the order and place another one"
        )
    }

    /// Rounds a script's numbers to eight decimal places, which is finer than every increment at IB.
    ///
    /// To Lua, `189.9 + 0.05` is 189.95000000000002, which is not a multiple of a cent to TWS; three times 0.1 is
    /// 0.30000000000000004, a size that nobody holds.
    private static func withoutNoise(_ order: Order, in fields: [Int]) throws -> Order {
        var order = order
        for index in fields {
            switch order.value(at: index) {
            case .double(let number) where abs(number) < 1e7:
                let rounded = number.rounded(places: 8)
                if rounded != number { try order.set(.double(rounded), at: index) }
            case .decimal(let size) where size.scale > 8 && abs(size.double) < 1e7:
                try order.set(.double(size.double.rounded(places: 8)), at: index)
            default: break
            }
        }
        return order
    }
}
