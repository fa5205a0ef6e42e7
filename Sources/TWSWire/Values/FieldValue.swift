/// The value of a field, independent of its Swift type: what Lua, JSON and the printer read and write.
public enum FieldValue: Sendable {
    /// No value: an unset number, an empty text.
    case absent
    /// An `int` or `long` of the protocol.
    case integer(Int)
    /// A price or another floating-point number.
    case double(Double)
    /// A size or quantity.
    case decimal(ExactDecimal)
    /// A text; never empty.
    case string(String)
    /// A flag.
    case bool(Bool)
    /// A structure inside a message.
    case structure(any WireStructure)
    /// A list of elements of one kind; may be empty.
    case list([FieldValue])
}

/// The kind of a field.
public indirect enum FieldType: Sendable {
    /// A 32-bit integer.
    case int
    /// A 64-bit integer.
    case long
    /// A floating-point number.
    case double
    /// An exact decimal.
    case decimal
    /// A text.
    case string
    /// A flag.
    case bool
    /// A structure of the given type.
    case structure(any WireStructure.Type)
    /// A list whose elements have the given kind.
    case list(FieldType)
}

/// The name and kind of one field of a structure.
public struct FieldDescription: Sendable {
    /// IB's name, as scripts and JSON use it.
    public let name: String
    /// The field's kind.
    public let type: FieldType

    /// Makes a description of a field.
    public init(_ name: String, _ type: FieldType) {
        self.name = name
        self.type = type
    }
}

/// A structure or message of the protocol whose fields can be listed, read and set by position.
///
/// Generated for every row of `Schema/structures.tsv`.
public protocol WireStructure: Sendable, Hashable {
    /// Makes a structure with IB's default values.
    init()
    /// IB's name: `Contract`, or `tickPrice` for a message.
    static var structureName: String { get }
    /// The fields, in the order of the official request or callback.
    static var fields: [FieldDescription] { get }
    /// Returns the value of field `index` of ``fields``.
    func value(at index: Int) -> FieldValue
    /// Sets field `index` of ``fields``.
    ///
    /// - Throws: ``WireError`` with code `wrongType` or `outOfRange`.
    mutating func set(_ value: FieldValue, at index: Int) throws(WireError)
    /// Returns the positions in ``fields`` at which another value differs, ascending.
    func differingFields(from other: Self) -> [Int]
}

extension WireStructure {
    /// Returns the position of the field called `name`; `nil` if there is none.
    public static func index(of name: some StringProtocol) -> Int? {
        fields.firstIndex { $0.name == name }
    }
}
