/// A request whose answers go on until it is cancelled.
package struct Stream: Sendable {
    /// Official name of the request.
    package let request: String
    /// Official name of what ends it, possibly the request itself; empty where only the next one does.
    package let cancel: String
    /// Flag of the request without which it is no stream; empty for none.
    package let onlyIf: String
    /// Flags of the request with any of which it is no stream.
    package let unless: [String]
    /// Whether TWS loses it with its own link to IB; else with the client's connection only.
    package let isData: Bool
    /// One line on what comes.
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
