internal import WireSchema

/// Rows that stand together in a layout and only carry members that few values set: if no such member is set, what they write
/// is the same every time, and is copied.
extension Generator {
    /// A part of a layout.
    enum Stretch<Element> {
        /// Elements that are always written one by one.
        case ordinary([Element])
        /// Such rows, and the number of the run, from 0.
        case plain([Element], number: Int)
    }

    /// The fewest elements that are worth a run.
    private static var shortestRun: Int { 4 }

    /// Divides the elements of a layout into runs and what is between them.
    func stretches<Element>(_ elements: [Element], isPlain: (Element) -> Bool) -> [Stretch<Element>] {
        var stretches: [Stretch<Element>] = []
        var (ordinary, run): ([Element], [Element]) = ([], [])
        var number = 0
        func close() {
            if run.count >= Self.shortestRun {
                if !ordinary.isEmpty { stretches.append(.ordinary(ordinary)) }
                stretches.append(.plain(run, number: number))
                (ordinary, number) = ([], number + 1)
            } else {
                ordinary += run
            }
            run = []
        }
        for element in elements {
            if isPlain(element) {
                run.append(element)
            } else {
                close()
                ordinary.append(element)
            }
        }
        close()
        if !ordinary.isEmpty { stretches.append(.ordinary(ordinary)) }
        return stretches
    }

    /// The member of a client's message that is stored in two parts; `nil` if there is none.
    func splitMember(of structure: Structure, _ direction: Direction) -> Structure.Field? {
        guard direction == .client else { return nil }
        return structure.fields.first { !$0.isList && !$0.isOptional && structures[$0.element]?.headPlaces != nil }
    }

    /// Whether a path leads to a member that few values set.
    func isOfTail(_ path: some StringProtocol, of structure: Structure?) -> Bool {
        guard let structure, let head = structure.headPlaces, let root = path.split(separator: ".").first,
            let place = structure.fields.firstIndex(where: { $0.name == root })
        else { return false }
        return !head.contains(place)
    }

    /// Whether a row, with its condition, depends on nothing but the server's version and members of `member` that few
    /// values set.
    func isPlain(_ row: Row, of member: Structure.Field, _ scope: Scope) -> Bool {
        guard row.wireName != "version", row.path == "-" || isPlain(path: row.path, of: member) else { return false }
        guard let condition = row.condition else { return true }
        return names(in: condition).allSatisfy { name in
            self.row(name, scope).map { isPlain(path: $0.path, of: member) } ?? false
        }
    }

    private func isPlain(path: String, of member: Structure.Field) -> Bool {
        let prefix = member.name + "."
        return path.hasPrefix(prefix) && isOfTail(path.dropFirst(prefix.count), of: structures[member.element])
    }

    /// The name of what the runs of an encoder write for a plain value.
    func plainName(_ form: String) -> String { form == "text" ? "plainText" : "plainProtobuf" }

    /// Writes a run where it belongs.
    func emitRun(_ number: Int, _ form: String, into source: inout Source) {
        source.line(
            "if let plain { writer.copy(plain[\(number)]) } else { try encode(run: \(number), \(form): &writer) }"
        )
    }

    /// Writes the function with the runs of an encoder, and what they write for a plain value.
    ///
    /// - Parameters:
    ///   - form: `text` or `protobuf`.
    ///   - runs: What writes the body of each run.
    func emitRuns(_ form: String, _ runs: [(inout Source) -> Void], into source: inout Source) {
        let writer = form == "text" ? "TextWriter" : "ProtobufWriter"
        source.line()
        source.documentation("What the runs write for a value that sets none of the members that few values set.")
        source.block(
            "private static let \(plainName(form)) = PlainRuns<\(writer)>(\(runs.count))",
            parameters: "(run, writer) throws(WireError) in"
        ) { $0.line("try Self().encode(run: run, \(form): &writer)") }
        source.line()
        source.documentation("Writes a run of fields that few values set.")
        source.block("private func encode(run: Int, \(form) writer: inout \(writer)) throws(WireError)") { source in
            source.line("switch run {")
            for (number, body) in runs.enumerated() {
                source.line("case \(number):")
                source.indented { body(&$0) }
            }
            source.line("default: preconditionFailure(\"no run \\(run)\")")
            source.line("}")
        }
    }
}
