/// A request that keeps sending answers until it is cancelled.
package struct Stream: Sendable {
    /// The official name of the request.
    package let request: String
    /// The official name of what ends it, possibly the request itself; empty where only the next request ends it.
    package let cancel: String
    /// The flag of the request that makes it a stream; empty for none.
    package let onlyIf: String
    /// The flags of the request, any of which makes it no stream.
    package let unless: [String]
    /// Whether TWS loses it together with its own link to IB; otherwise only with the client's connection.
    package let isData: Bool
    /// One line on what it delivers.
    package let documentation: String

    static func parse(_ table: Table, _ messages: [Message]) throws(SchemaError) -> [Stream] {
        let known = Set(messages.filter { $0.direction == .client }.map(\.name))
        var streams: [Stream] = []
        for row in table.rows {
            for name in [row["request"], row["cancel"]] where !name.isEmpty && !known.contains(name) {
                throw SchemaError(file: table.name, line: row.line, reason: "no request \(name)")
            }
            guard ["data", "socket"].contains(row["lostWith"]) else {
                throw SchemaError(file: table.name, line: row.line, reason: "lostWith is data or socket")
            }
            streams.append(
                Stream(
                    request: row["request"],
                    cancel: row["cancel"],
                    onlyIf: row["onlyIf"],
                    unless: row["unless"].split(separator: ",").map(String.init),
                    isData: row["lostWith"] == "data",
                    documentation: row["doc"]
                )
            )
        }
        return streams
    }
}
