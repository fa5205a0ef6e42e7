internal import TWSWire

/// The values of a decoded message, found by the official name that a sample line states.
///
/// Knows nothing of the table from which the coders were generated: a name is looked up among the structure's own.
struct ValueTree {
    struct Leaf {
        let names: [String]
        let indices: [Int]
        let value: FieldValue

        /// The names joined with dots.
        var path: String { names.joined(separator: ".") }
    }

    /// Every value, structures and lists before what is in them.
    private(set) var leaves: [Leaf] = []
    private var places: [String: FieldValue] = [:]

    init(_ message: any WireStructure) {
        add(message, names: [], indices: [])
    }

    private mutating func add(_ structure: any WireStructure, names: [String], indices: [Int]) {
        for (index, field) in type(of: structure).fields.enumerated() {
            add(structure.value(at: index), names: names + [field.name], indices: indices)
        }
    }

    private mutating func add(_ value: FieldValue, names: [String], indices: [Int]) {
        leaves.append(Leaf(names: names, indices: indices, value: value))
        places["\(names.joined(separator: "."))\(indices)"] = value
        switch value {
        case .structure(let nested): add(nested, names: names, indices: indices)
        case .list(let elements):
            for (index, element) in elements.enumerated() { add(element, names: names, indices: indices + [index]) }
        default: break
        }
    }

    /// The value at a dotted path through structures and, by `indices`, lists; absent when something before it is.
    func value(at path: String, indices: [Int]) -> FieldValue {
        places["\(path)\(indices)"] ?? .absent
    }

    /// The value that the official `name` stands for; `nil` when nothing or more than one thing has the name.
    func value(named name: String, indices: [Int]) -> FieldValue? {
        let wanted = name.split(separator: ".").map(String.init)
        let sameElement = leaves.filter { $0.indices == indices }
        let exact = sameElement.filter { $0.names.suffix(wanted.count).elementsEqual(wanted) }
        let found = exact.isEmpty ? sameElement.filter { $0.names.last == wanted.last } : exact
        let depth = found.map(\.names.count).min()
        let nearest = found.filter { $0.names.count == depth }
        if nearest.count == 1 { return nearest[0].value }
        // The parts of an execution and of an order carry their prefix, the contract's do not.
        let ofContract = nearest.filter { $0.names.first == "contract" }
        return ofContract.count == 1 ? ofContract[0].value : nil
    }
}

extension FieldValue {
    /// Whether both are of one kind and equal; structures and lists by what they are, since what is inside has leaves
    /// of its own.
    func isSame(as other: FieldValue) -> Bool {
        switch (self, other) {
        case (.absent, .absent): true
        case (.integer(let left), .integer(let right)): left == right
        case (.double(let left), .double(let right)): left == right
        case (.decimal(let left), .decimal(let right)): left == right
        case (.string(let left), .string(let right)): left == right
        case (.bool(let left), .bool(let right)): left == right
        case (.structure(let left), .structure(let right)): type(of: left) == type(of: right)
        case (.list(let left), .list(let right)): left.count == right.count
        default: false
        }
    }
}
