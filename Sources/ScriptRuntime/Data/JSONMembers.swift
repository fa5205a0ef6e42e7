internal import TWSWire

/// The members of a JSON object, by name.
struct JSONMembers {
    private let members: [(key: String, value: JSONText)]

    /// - Throws: ``JSONText/Malformed`` for a text that is not an object.
    init(_ text: String) throws(JSONText.Malformed) { members = try JSONText.object(text) }

    init(_ members: [(key: String, value: JSONText)]) { self.members = members }

    private func value(_ key: String) -> JSONText? { members.last { $0.key == key }?.value }

    func text(_ key: String) -> String? { if case .string(let text)? = value(key) { text } else { nil } }

    func integer(_ key: String) -> Int? { if case .number(let text)? = value(key) { Int(text) } else { nil } }

    func number(_ key: String) -> Double? { if case .number(let text)? = value(key) { Double(text) } else { nil } }

    func boolean(_ key: String) -> Bool? { if case .bool(let value)? = value(key) { value } else { nil } }

    /// Returns the objects of a list; none if there is no list.
    func objects(_ key: String) -> [JSONMembers] {
        guard case .array(let values)? = value(key) else { return [] }
        return values.compactMap { if case .object(let members) = $0 { JSONMembers(members) } else { nil } }
    }

    /// Returns the texts of a list; none if there is no list.
    func texts(_ key: String) -> [String] {
        guard case .array(let values)? = value(key) else { return [] }
        return values.compactMap { if case .string(let text) = $0 { text } else { nil } }
    }
}
