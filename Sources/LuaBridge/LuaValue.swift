/// A Swift object that scripts hold as a value with identity; ``LuaVM/add(_:)`` registers its class.
package protocol LuaObject: AnyObject {}

/// A value on its way to or from a script.
package enum LuaValue {
    /// No value.
    case `nil`
    /// A boolean.
    case bool(Bool)
    /// A number of Lua's integer subtype.
    case integer(Int)
    /// A number of Lua's float subtype.
    case number(Double)
    /// Text; bytes of a script's string that are not UTF-8 are replaced by U+FFFD.
    case string(String)
    /// A table with the keys 1...n.
    case array([LuaValue])
    /// Any other table. When read from a script: a record in the order of its shape; otherwise integer keys (as decimal
    /// text) in order, then strings in order. An empty table is read as this case.
    case table([(key: String, value: LuaValue)])
    /// A host object.
    case object(any LuaObject)
    /// A function of the script.
    case function(LuaFunction)
}

extension LuaValue: Equatable {
    /// Objects and functions are equal if they are identical; tables if they have equal entries in the same order.
    package static func == (left: LuaValue, right: LuaValue) -> Bool {
        switch (left, right) {
        case (.nil, .nil): true
        case (.bool(let a), .bool(let b)): a == b
        case (.integer(let a), .integer(let b)): a == b
        case (.number(let a), .number(let b)): a == b
        case (.string(let a), .string(let b)): a == b
        case (.array(let a), .array(let b)): a == b
        case (.table(let a), .table(let b)): a.elementsEqual(b) { $0.key == $1.key && $0.value == $1.value }
        case (.object(let a), .object(let b)): a === b
        case (.function(let a), .function(let b)): a === b
        default: false
        }
    }
}

extension LuaValue: ExpressibleByNilLiteral, ExpressibleByBooleanLiteral, ExpressibleByIntegerLiteral,
    ExpressibleByFloatLiteral, ExpressibleByStringLiteral, ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral
{
    /// No value.
    package init(nilLiteral: ()) { self = .nil }

    /// A boolean.
    package init(booleanLiteral value: Bool) { self = .bool(value) }

    /// An integer.
    package init(integerLiteral value: Int) { self = .integer(value) }

    /// A float.
    package init(floatLiteral value: Double) { self = .number(value) }

    /// Text.
    package init(stringLiteral value: String) { self = .string(value) }

    /// A table with the keys 1...n.
    package init(arrayLiteral elements: LuaValue...) { self = .array(elements) }

    /// A table with these entries, in this order.
    package init(dictionaryLiteral elements: (String, LuaValue)...) { self = .table(elements.map { ($0.0, $0.1) }) }
}

extension LuaValue {
    /// The value of a table's key; `nil` if this is not a table or has no such key.
    package subscript(key: String) -> LuaValue? {
        guard case .table(let entries) = self else { return nil }
        return entries.first { $0.key == key }?.value
    }
}
