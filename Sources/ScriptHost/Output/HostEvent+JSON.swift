extension HostEvent {
    /// Adds the members of the event's object; absent values are left out.
    func add(to line: inout JSONLine) {
        switch self {
        case .placed(let terms), .modified(let terms): terms.add(to: &line)
        case .status(let orderId, let status, let filled, let remaining, let whyHeld):
            line.add("orderId", orderId)
            line.add("status", status)
            line.add("filled", filled)
            line.add("remaining", remaining)
            line.add("whyHeld", whyHeld.isEmpty ? nil : whyHeld)
        case .fill(let orderId, let symbol, _, let side, let quantity, let price, let execId):
            line.add("orderId", orderId)
            line.add("symbol", symbol)
            line.add("side", side)
            line.add("quantity", quantity)
            line.add("price", price)
            line.add("execId", execId)
        case .commission(let orderId, let execId, let commission, let currency, let profit):
            line.add("orderId", orderId)
            line.add("execId", execId)
            line.add("commission", commission)
            line.add("currency", currency)
            line.add("realizedPNL", profit)
        case .denied(let code, let message, let limit, let remedy, let position):
            line.add("code", code)
            line.add("message", message)
            line.add("limit", limit)
            line.add("remedy", remedy)
            line.add("position", position)
        case .error(let code, let message, let id):
            line.add("code", code)
            line.add("message", message)
            line.add("id", id)
        case .alarm(let message, let orderId):
            line.add("message", message)
            line.add("orderId", orderId)
        case .note(let text), .log(let text), .print(let text), .data(let text): line.add("text", text)
        case .screen(let rows): line.add("rows", texts: rows)
        case .notification(let title, let level, let message):
            line.add("title", title.isEmpty ? nil : title)
            line.add("level", level)
            line.add("message", message)
        case .repeated(let name, let count, let message):
            line.add("of", name)
            line.add("count", count)
            line.add("message", message)
        case .omitted(let count): line.add("count", count)
        case .summary(let summary): summary.add(to: &line)
        case .ended(let end): end.add(to: &line)
        }
    }
}

extension HostEvent.Terms {
    func add(to line: inout JSONLine) {
        line.add("orderId", orderId)
        line.add("symbol", symbol)
        line.add("action", action)
        line.add("quantity", quantity)
        line.add("cashQty", cash)
        line.add("currency", cash == nil ? nil : currency)
        line.add("orderType", orderType)
        line.add("price", price)
    }
}

extension RunEnd {
    func add(to line: inout JSONLine) {
        line.add("reason", reason.rawValue)
        line.add("exitCode", Int(exitCode))
        line.add("message", message)
        line.add("traceback", traceback)
        line.add("source", excerpt)
        line.add("workingOrders", workingOrders)
    }
}
