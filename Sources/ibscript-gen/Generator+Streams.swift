internal import WireSchema

extension Generator {
    /// Returns the file that says which requests start a stream and which end one.
    func streamsFile() -> String {
        var source = Source()
        source.documentation(
            "A kind of request whose answers go on until it is cancelled, by the request's official name."
        )
        source.block("public enum StreamKind: String, Sendable, Hashable, CaseIterable") { source in
            for stream in schema.streams {
                source.documentation(stream.documentation)
                source.line("case \(stream.request)")
            }
            source.line()
            source.documentation(
                "Whether TWS loses it with its own link to IB (1101); else it ends with the connection only."
            )
            source.block("public var isLostWithData: Bool") { source in
                source.line("switch self {")
                let data = schema.streams.filter(\.isData).map { ".\($0.request)" }
                source.line("case \(data.joined(separator: ", ")): true")
                source.line("default: false")
                source.line("}")
            }
        }
        source.line()
        source.block("extension ClientMessage") { source in
            source.documentation("What the request does about a stream; `nil` where it has nothing to do with any.")
            source.block("public var streamChange: StreamChange?") { source in
                source.line("switch self {")
                for stream in schema.streams { emit(stream, into: &source) }
                for stream in schema.streams where !stream.cancel.isEmpty && stream.cancel != stream.request {
                    source.line("case .\(stream.cancel): .ends(.\(stream.request))")
                }
                source.line("default: nil")
                source.line("}")
            }
        }
        return source.text
    }

    private func emit(_ stream: WireSchema.Stream, into source: inout Source) {
        let flags = (stream.onlyIf.isEmpty ? [] : ["request.\(stream.onlyIf)"]) + stream.unless.map { "!request.\($0)" }
        let begins = stream.cancel.isEmpty ? ".sets(.\(stream.request))" : ".begins(.\(stream.request))"
        guard !flags.isEmpty else { return source.line("case .\(stream.request): \(begins)") }
        let other = stream.cancel == stream.request ? ".ends(.\(stream.request))" : "nil"
        source.line("case .\(stream.request)(let request):")
        source.line("    \(flags.joined(separator: " && ")) ? \(begins) : \(other)")
    }
}
