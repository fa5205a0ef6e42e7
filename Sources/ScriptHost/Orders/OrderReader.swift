internal import LuaBridge
internal import TWSWire
internal import Trading

/// Reads an order from a script's table and refuses fields that the script may not set.
struct OrderReader {
    /// What the script called.
    let function: String
    let permissions: TradePermissions?

    /// Fields whose change is no modification of an order but another order.
    private static let fixed: Set<String> = ["action", "orderType"]

    /// A new order.
    func order(_ value: LuaValue) throws -> Order {
        let read = try StructureReader(function: function).read(value, as: Order.self, path: "order")
        let order = try Self.withoutNoise(read.structure, in: read.fields)
        try check(order, read.fields, against: Order())
        return order
    }

    /// An order with the fields of the table in place of its own.
    func modified(_ order: Order, by changes: LuaValue) throws -> Order {
        guard case .table(let entries) = changes, !entries.isEmpty else {
            throw LuaRaise(
                message: "\(function): a table of changes is needed",
                remedy: "trade:modify{lmtPrice = 10.5}"
            )
        }
        let reader = StructureReader(function: function)
        var result = order
        var fields: [Int] = []
        for (key, value) in entries {
            let index = try reader.index(of: key, in: Order.self, path: "order")
            guard !Self.fixed.contains(Order.fields[index].name) else {
                throw LuaRaise(
                    message: "\(function): order.\(Order.fields[index].name): cannot be changed",
                    remedy: "cancel the order and place another one"
                )
            }
            try reader.set(value, at: index, of: &result, path: "order")
            fields.append(index)
        }
        result = try Self.withoutNoise(result, in: fields)
        try check(result, fields, against: order)
        return result
    }

    /// Rounds a script's numbers to the eighth digit behind the point, which is finer than every increment of IB's.
    ///
    /// `189.9 + 0.05` is 189.95000000000002 to Lua, and no multiple of a cent to TWS.
    private static func withoutNoise(_ order: Order, in fields: [Int]) throws -> Order {
        var order = order
        for index in fields {
            guard case .double(let number) = order.value(at: index), abs(number) < 1e7 else { continue }
            try order.set(.double((number * 1e8).rounded() / 1e8), at: index)
        }
        return order
    }

    /// A field that is set to the value it has anyway is no matter of permission, unless no script may name it.
    private func check(_ order: Order, _ fields: [Int], against plain: Order) throws {
        for index in fields {
            var probe = plain
            try probe.set(order.value(at: index), at: index)
            guard probe != plain || OrderFieldRule.isClosed(Order.fields[index].name) else { continue }
            if let denial = OrderFieldRule.denial(for: Order.fields[index].name, in: order, permissions) {
                throw denial
            }
        }
        if let name = OrderTypeRule.unused(in: order) {
            throw LuaRaise(
                message: "\(function): order.\(name): a \(order.orderType) order does not use it",
                remedy: OrderTypeRule.remedy(for: order.orderType)
            )
        }
        if !order.goodTillDate.isEmpty, order.tif != .goodTillDate {
            throw LuaRaise(
                message: "\(function): order.goodTillDate: only an order with tif GTD uses it",
                remedy: "set tif = \"GTD\""
            )
        }
    }
}
