import Foundation

extension Witness {
    /// What the journal, as lines of JSON, has otherwise; one text each.
    func faults(byJournal text: String) throws -> [String] {
        let entries = text.split(separator: "\n").compactMap {
            try? JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any]
        }
        let messages = entries.compactMap { $0["message"] as? [String: Any] }
        let intended = Set(
            entries.filter { $0["event"] as? String == "intent" }.compactMap { $0["reference"] as? String }
        )
        return Self.faults(of: orders, intended, entries) + faults(ofExecutions: messages)
    }

    /// Every order is intended in the journal once, and stands there as it does here: filled by its executions, else by the
    /// last word of it.
    private static func faults(of orders: [Order], _ intended: Set<String>, _ entries: [[String: Any]]) -> [String] {
        var faults: [String] = []
        var (words, wanted, executed) = ([Int: String](), [String: Double](), [String: [String: Double]]())
        for entry in entries {
            if let order = entry["order"] as? [String: Any], let reference = entry["reference"] as? String {
                wanted[reference] = order["totalQuantity"] as? Double
            }
            guard let message = entry["message"] as? [String: Any] else { continue }
            if let execution = message["execution"] as? [String: Any], let id = execution["execId"] as? String,
                let reference = execution["orderRef"] as? String
            {
                executed[reference, default: [:]][String(stem(id))] = execution["shares"] as? Double
            }
            let state = message["orderState"] as? [String: Any]
            let permId = message["permId"] ?? (message["order"] as? [String: Any])?["permId"]
            guard let permId = permId as? Int, let word = (message["status"] ?? state?["status"]) as? String else {
                continue
            }
            words[permId] = word
        }
        let own = orders.filter { !$0.reference.isEmpty }
        for order in own {
            if !intended.contains(order.reference) { faults.append("the journal lacks \(order.reference)") }
            let shares = executed[order.reference]?.values.reduce(0, +) ?? 0
            let word = shares == wanted[order.reference] ? "Filled" : words[order.permId] ?? "nothing"
            if word != order.status { faults.append("\(order.reference): \(word) in the journal, not \(order.status)") }
        }
        if Set(own.map(\.reference)).count != own.count { faults.append("an order twice: \(own.map(\.reference))") }
        for permId in words.keys where !own.contains(where: { $0.permId == permId }) {
            faults.append("the simulator lacks permId \(permId)")
        }
        return faults
    }

    /// An execution without the number of its correction.
    private static func stem(_ execId: String) -> Substring {
        execId[..<(execId.lastIndex(of: ".") ?? execId.endIndex)]
    }

    /// Executions as they were corrected last, and the positions that they come to.
    private func faults(ofExecutions messages: [[String: Any]]) -> [String] {
        struct Part: Hashable {
            let execId: String
            let reference: String
            let shares: Double
        }
        var told: [Substring: Part] = [:]
        var signed: [Substring: (symbol: String, shares: Double)] = [:]
        for message in messages where message["message"] as? String == "execDetails" {
            guard let execution = message["execution"] as? [String: Any], let id = execution["execId"] as? String,
                let shares = execution["shares"] as? Double, let reference = execution["orderRef"] as? String,
                let symbol = (message["contract"] as? [String: Any])?["symbol"] as? String
            else { return ["an execution without its fields: \(message)"] }
            guard (told[Self.stem(id)]?.execId ?? "") <= id else { continue }
            told[Self.stem(id)] = Part(execId: id, reference: reference, shares: shares)
            signed[Self.stem(id)] = (symbol, execution["side"] as? String == "SLD" ? -shares : shares)
        }
        var faults: [String] = []
        var seen: [Substring: Part] = [:]
        for execution in executions where (seen[Self.stem(execution.execId)]?.execId ?? "") <= execution.execId {
            seen[Self.stem(execution.execId)] = Part(
                execId: execution.execId,
                reference: execution.reference,
                shares: execution.shares
            )
        }
        if told != seen { faults.append("executions \(Set(told.values)), not \(Set(seen.values))") }
        var held: [String: Double] = [:]
        for part in signed.values { held[part.symbol, default: 0] += part.shares }
        held = held.filter { $0.value != 0 }
        if held != positions.filter({ $0.value != 0 }) { faults.append("positions \(held), not \(positions)") }
        return faults
    }
}
