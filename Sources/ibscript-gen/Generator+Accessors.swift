internal import WireSchema

extension Generator {
    /// Writes the access to the request ID of a side's messages, to read and to replace it.
    func emitRequestId(_ messages: [Message], into source: inout Source) {
        let carriers = messages.filter { structures[$0.structureName]?.field("reqId") != nil }
        source.documentation("The number of the request, reqId; `nil` for a message without one.")
        source.block("public var requestId: Int?") { source in
            source.line("switch self {")
            for message in carriers { source.line("case .\(message.name)(let payload): payload.reqId") }
            if carriers.count < messages.count { source.line("default: nil") }
            source.line("}")
        }
        source.line()
        source.documentation("The message with another request id; the same message where it has none.")
        source.block("public func with(requestId: Int) -> Self") { source in
            source.line("switch self {")
            for message in carriers {
                source.line("case .\(message.name)(var payload):")
                source.line("    payload.reqId = requestId")
                source.line("    return .\(message.name)(payload)")
            }
            if carriers.count < messages.count { source.line("default: return self") }
            source.line("}")
        }
    }

    /// Writes the comparison of two values field by field.
    func emitDifferences(_ structure: Structure, into source: inout Source) {
        source.documentation("The positions in ``fields`` at which another value differs, ascending.")
        source.block("public func differingFields(from other: Self) -> [Int]") { source in
            guard !structure.fields.isEmpty else { return source.line("[]") }
            if structure.isBoxed { source.line("if storage.isIdentical(to: other.storage) { return [] }") }
            source.line("var positions: [Int] = []")
            let fields = Array(structure.fields.enumerated())
            guard let head = structure.headPlaces else {
                emitComparisons(fields, into: &source)
                return source.line("return positions")
            }
            // Few fields differ as a rule, and a list that grows is moved each time.
            source.line("positions.reserveCapacity(8)")
            let first = fields.prefix { head.contains($0.offset) }
            let others = fields.dropFirst(first.count)
            emitComparisons(first, into: &source)
            source.block("if storage.value.tail.isIdentical(to: other.storage.value.tail)") { source in
                emitComparisons(others.filter { head.contains($0.offset) }, into: &source)
                source.line("return positions")
            }
            emitComparisons(others, into: &source)
            source.line("return positions")
        }
    }

    private func emitComparisons(
        _ fields: some Sequence<(offset: Int, element: Structure.Field)>,
        into source: inout Source
    ) {
        for (index, field) in fields {
            let name = identifier(field.name)
            source.line("if \(name) != other.\(name) { positions.append(\(index)) }")
        }
    }
}
