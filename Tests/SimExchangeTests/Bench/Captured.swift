import TWSWire

/// Reads captured frames, and makes messages comparable with them.
enum Captured {
    /// The messages of a scenario.
    static func messages(_ scenario: [String]) throws -> [ServerMessage] {
        try scenario.map { text in
            let fields = text.split(separator: "|", omittingEmptySubsequences: false).map { field in
                field == "^" ? "1.7976931348623157E308" : String(field)
            }
            let body = Array(fields.joined(separator: "\0").utf8)
            return try ServerMessage.decode(body.span, serverVersion: 200).message
        }
    }

    /// A message after its way over the wire at server version 200.
    static func throughWire(_ message: ServerMessage) throws -> ServerMessage {
        let body = try message.body(serverVersion: 200)
        return try ServerMessage.decode(body.span, serverVersion: 200).message
    }

    /// The messages with everything taken out that differs from run to run: ids, accounts, times, fill prices.
    static func comparable(_ messages: [ServerMessage]) throws -> [ServerMessage] {
        try messages.map { message in
            switch try throughWire(message) {
            case .openOrder(var open):
                open.orderId = 0
                open.order.permId = 0
                open.order.account = ""
                open.order.clientId = 0
                open.order.parentId = open.order.parentId == 0 ? 0 : 1
                open.order.ocaGroup = open.order.ocaGroup.isEmpty ? "" : "group"
                return .openOrder(open)
            case .orderStatus(var status):
                status.orderId = 0
                status.permId = 0
                status.clientId = 0
                status.parentId = status.parentId == 0 ? 0 : 1
                status.avgFillPrice = status.avgFillPrice == 0 ? 0 : 1
                status.lastFillPrice = status.lastFillPrice == 0 ? 0 : 1
                return .orderStatus(status)
            case .execDetails(let details): return .execDetails(comparable(details))
            case .commissionAndFeesReport(var report):
                report.execId = ""
                return .commissionAndFeesReport(report)
            case .error(var error):
                error.reqId = error.reqId == -1 ? -1 : 1
                error.errorTime = 0
                return .error(error)
            case let other: return other
            }
        }
    }

    private static func comparable(_ details: ServerMessage.ExecDetails) -> ServerMessage.ExecDetails {
        var details = details
        details.execution.orderId = 0
        details.execution.execId = ""
        details.execution.time = ""
        details.execution.acctNumber = ""
        details.execution.price = 0
        details.execution.avgPrice = 0
        details.execution.permId = 0
        details.execution.clientId = 0
        return details
    }
}

extension [ServerMessage] {
    /// What the messages about orders say, one line each: name, and status or code.
    var story: [String] {
        compactMap { message in
            switch message {
            case .openOrder(let open): "openOrder \(open.orderId) \(open.orderState.status)"
            case .orderStatus(let status):
                "orderStatus \(status.orderId) \(status.status)"
                    + (status.whyHeld.isEmpty ? "" : " \(status.whyHeld)")
            case .execDetails(let details): "execDetails \(details.execution.orderId) \(details.execution.side)"
            case .commissionAndFeesReport: "commission"
            case .error(let error): "error \(error.reqId) \(error.errorCode)"
            case .openOrderEnd: "openOrderEnd"
            default: nil
            }
        }
    }
}

extension [ServerMessage] {
    /// The limits of the openOrder messages.
    var limits: [Double?] {
        compactMap { message -> Double?? in
            if case .openOrder(let open) = message { .some(open.order.lmtPrice) } else { nil }
        }
    }

    /// The permIds of the openOrder messages.
    var permIDs: [Int] {
        compactMap { message in
            if case .openOrder(let open) = message { open.order.permId } else { nil }
        }
    }

    /// The executions of the execDetails messages.
    var executions: [Execution] {
        compactMap { message in
            if case .execDetails(let details) = message { details.execution } else { nil }
        }
    }

    /// The commissions of the commission reports.
    var commissions: [Double] {
        compactMap { message in
            if case .commissionAndFeesReport(let report) = message { report.commissionAndFees } else { nil }
        }
    }
}
