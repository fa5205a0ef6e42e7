internal import LuaBridge
internal import Notation
internal import TWSWire

/// The record of one type that a script passed last, so that the next one is read by what has changed.
///
/// It reads what most records hold: booleans, numbers and texts under their present names. It reads nothing else, and has
/// no error of its own: ``StructureReader`` reads what it leaves, and says what is wrong with it.
final class RecordMemo<Structure: WireStructure> {
    /// How a record was read.
    enum Reading {
        /// Not at all.
        case none
        /// It is equal to the one before.
        case same
        /// It differs from the one before.
        case changed
    }

    private enum Kind { case text, moment, integer, double, decimal, bool, other }

    /// The kind of each field, by place.
    private let kinds: [Kind]
    private let shape: LuaShape
    /// Whether noise in numbers is removed; see ``OrderReader``.
    private let rounds: Bool
    private var latest = LuaImage()
    private var next = LuaImage()
    private var isKnown = false

    /// The record that was read last.
    private(set) var structure = Structure()
    /// The fields that it sets, ascending.
    private(set) var fields: [Int] = []

    /// Creates a memo for records of a type with its shape.
    init(_ shape: LuaShape, rounds: Bool) {
        self.shape = shape
        self.rounds = rounds
        kinds = Structure.fields.map { field in
            switch field.type {
            case .string: WireMoment.fields.contains(field.name) ? .moment : .text
            case .int, .long: .integer
            case .double: .double
            case .decimal: .decimal
            case .bool: .bool
            case .structure, .list: .other
            }
        }
    }

    /// Reads an argument.
    ///
    /// - Throws: "not enough memory".
    func read(_ frame: borrowing LuaFrame, _ argument: Int) throws(LuaRaise) -> Reading {
        guard try frame.takeImage(argument, of: shape, in: next) else { return .none }
        let count = next.count
        if isKnown, let differences = next.differences(from: latest) {
            if differences == 0 { return .same }
            var changed = structure
            for position in 0..<count where differences & (1 << UInt32(position)) != 0 {
                guard set(next.value(position), at: next.place(position), of: &changed) else { return .none }
            }
            keep(changed)
            return .changed
        }
        var read = Structure()
        for position in 0..<count {
            guard set(next.value(position), at: next.place(position), of: &read) else { return .none }
        }
        fields = (0..<count).map { next.place($0) }.sorted()
        keep(read)
        return .changed
    }

    private func keep(_ read: Structure) {
        structure = read
        swap(&latest, &next)
        isKnown = true
    }

    /// Sets a field; returns `false` for a value that needs a closer look.
    private func set(_ value: LuaImage.Value, at place: Int, of structure: inout Structure) -> Bool {
        let converted: FieldValue
        switch (value, kinds[place]) {
        case (.string(let text), .text), (.string(let text), .moment):
            guard text.utf8.allSatisfy({ $0 >= 0x20 && $0 != 0x7f }) else { return false }
            converted = .string(text)
        case (.integer(let number), .integer), (.integer(let number), .double), (.integer(let number), .decimal):
            converted = .integer(number)
        case (.number(let number), .double):
            converted = .double(rounds && abs(number) < 1e7 ? number.rounded(places: 8) : number)
        case (.number(let number), .decimal):
            guard let size = ExactDecimal(number) else { return false }
            converted =
                rounds && size.scale > 8 && abs(size.double) < 1e7
                ? .double(size.double.rounded(places: 8)) : .decimal(size)
        case (.bool(let flag), .bool): converted = .bool(flag)
        default: return false
        }
        return (try? structure.set(converted, at: place)) != nil
    }
}
