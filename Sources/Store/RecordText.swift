internal import FoundationEssentials

/// Values as the text of a row: JSON with ordered keys. Every number, including infinities, is read back as it was.
enum RecordText {
    private static let infinity = "Infinity"
    private static let negativeInfinity = "-Infinity"
    private static let nan = "NaN"

    static func encode(_ records: [some Encodable]) throws -> [String] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        encoder.nonConformingFloatEncodingStrategy = .convertToString(
            positiveInfinity: infinity,
            negativeInfinity: negativeInfinity,
            nan: nan
        )
        return try records.map { String(decoding: try encoder.encode($0), as: UTF8.self) }
    }

    static func decode<Record: Decodable>(_ type: Record.Type, from texts: [String]) throws -> [Record] {
        let decoder = JSONDecoder()
        decoder.nonConformingFloatDecodingStrategy = .convertFromString(
            positiveInfinity: infinity,
            negativeInfinity: negativeInfinity,
            nan: nan
        )
        return try texts.map { try decoder.decode(type, from: Data($0.utf8)) }
    }
}
