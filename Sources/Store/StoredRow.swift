internal import GRDB

/// Reads a row of a table as a value of any type whose coding keys are the columns.
struct StoredRow<Record: Decodable>: FetchableRecord, Decodable {
    let record: Record

    init(from decoder: any Decoder) throws {
        record = try Record(from: decoder)
    }
}

/// Makes the columns of a row from a value of any type.
struct StoredColumns<Record: Encodable>: EncodableRecord, Encodable {
    let record: Record

    func encode(to encoder: any Encoder) throws {
        try record.encode(to: encoder)
    }
}
