import Foundation

/// What ib_async, connected to the same simulator, says that it holds.
struct Witness: Decodable {
    /// An order, open or completed.
    struct Order {
        let reference: String
        let permId: Int
        let status: String
    }

    /// An execution of an order.
    struct Execution {
        let reference: String
        let execId: String
        let shares: Double
    }

    let orders: [Order]
    let executions: [Execution]
    /// Quantities by symbol.
    let positions: [String: Double]

    /// Asks the simulator on a port.
    static func look(at port: Int) throws -> Witness {
        let result = try run(Program.python("ib_async"), [Program.client("ib_async_witness.py"), "\(port)"])
        guard result.status == 0 else { throw SimulatorFailure(result.errors) }
        return try JSONDecoder().decode(Witness.self, from: Data(result.output.utf8))
    }

    private enum Key: CodingKey { case orders, executions, positions }

    init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Key.self)
        orders = try container.decode([Row].self, forKey: .orders).map { row in
            Order(reference: try row.text(0), permId: Int(try row.number(1)), status: try row.text(2))
        }
        executions = try container.decode([Row].self, forKey: .executions).map { row in
            Execution(reference: try row.text(0), execId: try row.text(1), shares: try row.number(2))
        }
        let held = try container.decode([Row].self, forKey: .positions).map { (try $0.text(0), try $0.number(1)) }
        positions = Dictionary(held, uniquingKeysWith: +)
    }

    /// Texts and numbers in a row.
    private struct Row: Decodable {
        private enum Cell: Decodable {
            case text(String), number(Double)

            init(from decoder: any Decoder) throws {
                let container = try decoder.singleValueContainer()
                if let text = try? container.decode(String.self) {
                    self = .text(text)
                } else {
                    self = .number(try container.decode(Double.self))
                }
            }
        }

        private let cells: [Cell]

        init(from decoder: any Decoder) throws { cells = try [Cell](from: decoder) }

        func text(_ place: Int) throws -> String {
            guard case .text(let text) = cells[place] else { throw SimulatorFailure("cell \(place) is no text") }
            return text
        }

        func number(_ place: Int) throws -> Double {
            guard case .number(let number) = cells[place] else {
                throw SimulatorFailure("cell \(place) is not a number")
            }
            return number
        }
    }
}

extension Witness {
    /// What speaks against every key of `keys` having given exactly one order, which is filled with one share; `upTo` lets
    /// keys be without an order.
    func faults(ofKeys keys: [String], filling symbol: String, upTo: Bool = false) -> [String] {
        var faults: [String] = []
        for key in keys {
            let own = orders.filter { $0.reference.contains(".\(key).") }
            if own.isEmpty, upTo { continue }
            if Set(own.map(\.permId)).count != 1 { faults.append("\(key): \(own.count) orders") }
            let shares = executions.filter { $0.reference.contains(".\(key).") }.reduce(0) { $0 + $1.shares }
            if shares != 1 { faults.append("\(key): \(shares) shares") }
        }
        let held = positions[symbol] ?? 0
        let given = upTo ? keys.filter { key in orders.contains { $0.reference.contains(".\(key).") } } : keys
        if held != Double(given.count) { faults.append("\(held) shares held for \(given.count) keys") }
        return faults
    }
}
