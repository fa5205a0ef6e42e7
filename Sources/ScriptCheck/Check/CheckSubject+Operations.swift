/// Rules about operators, calls and loops: what Lua refuses whatever the script computes.
extension CheckSubject {
    /// The largest number of operations of one file that are judged.
    private static let mostOperations = 2_000
    /// The global that holds the header's inputs.
    static let inputs = "input"

    func operationFindings() -> [Finding] {
        guard !hidesOperators, let judge = vocabulary.operations else { return [] }
        let operations = Array(facts.operations.lazy.filter(mayFail).prefix(Self.mostOperations))
        var trials: [ScriptVocabulary.Operation] = []
        let choices = operations.map { operation in
            let choices = trialsOf(operation)
            trials += choices
            return (operation, choices.count)
        }
        let reasons = judge(trials)
        var findings: [Finding] = []
        var place = 0
        for (operation, count) in choices {
            defer { place += count }
            let found = reasons[place..<place + count]
            // What may be right in one way is left alone.
            guard count > 0, let first = found.first, let reason = first, found.allSatisfy({ $0 != nil }) else {
                continue
            }
            let habit = PythonHabits.hint(forMessage: reason, line: "").map { "; \($0)" }
            let remedy =
                operation.operands.lazy.compactMap { $0.shape.origin.map(hint(_:)) }.first { !$0.isEmpty } ?? habit
                ?? ""
            findings.append(error(.badValue, operation.line, operation.column, reason + remedy))
        }
        return Array(findings.prefix(ScriptCheck.mostFindings))
    }

    /// Whether Lua may refuse the operation: what is unknown, a number or a text fits most of them.
    private func mayFail(_ operation: LuaOperation) -> Bool {
        let values = operation.operands.map { self.values(of: $0.shape, in: operation.kind) }
        guard values.allSatisfy({ !$0.isEmpty }) else { return false }
        switch operation.kind {
        case .binary("<"), .binary("<="), .binary(">"), .binary(">="):
            let kinds = Set(values.joined().compactMap(\.comparable))
            return kinds.count > 1 || values.joined().contains { $0.isOdd }
        default:
            return values.contains { $0.contains { $0.isOdd || $0.isText || operation.refusesNumbers && $0.isKnown } }
        }
    }

    /// Returns the ways in which the operation may run.
    private func trialsOf(_ operation: LuaOperation) -> [ScriptVocabulary.Operation] {
        var ways: [[ScriptVocabulary.Argument]] = [[]]
        for operand in operation.operands {
            let values = self.values(of: operand.shape, in: operation.kind)
            ways = ways.flatMap { way in values.map { way + [$0] } }
            guard ways.count <= 16 else { return [] }
        }
        return ways.map { way in
            ScriptVocabulary.Operation(
                text: operation.kind.text(operation.operands.count),
                operands: zip(way, operation.operands).map { value, operand in
                    .init(
                        value: value,
                        variable: operand.variable?.name,
                        isGlobal: operand.variable?.isGlobal ?? false
                    )
                }
            )
        }
    }

    /// Returns what an operand may be: what an operation takes best comes first where nothing is known.
    private func values(of shape: LuaShape, in kind: LuaOperation.Kind) -> [ScriptVocabulary.Argument] {
        switch shape {
        case .nothing: return [.nothing]
        case .placeZero: return whole.fillsPlaceZero ? [.unknown] : [.nothing]
        case .path(let name) where isUnknown(name): return kind == .call ? [] : [.nothing]
        case .path(let name) where isUnfed(name): return [.nothing]
        case .path(Self.inputs): return isHost(Self.inputs) ? [.value(.object(Self.inputs))] : [.unknown]
        case .path(let name) where vocabulary.assignments[name] != nil && isHost(name) && !whole.hasHiddenGlobals:
            return [.value(.computed(.table))]
        case .path(let name) where vocabulary.members[name] != nil && isHost(name) && !whole.hasHiddenGlobals:
            // Some are functions besides.
            return vocabulary.orderPositions[name] == nil && vocabulary.contractPositions[name] == nil
                ? [.value(.computed(.table))] : [.unknown]
        default: break
        }
        if let literal = literal(shape) { return [.value(literal)] }
        guard let origin = shape.origin else { return [.unknown] }
        if holdsNothing(origin) { return [.nothing] }
        if let field = field(origin) { return [.value(field)] }
        var values: [ScriptVocabulary.Argument] = []
        for type in types(of: origin) {
            let sure = GivenTypes.sure(type)
            if let kind = GivenTypes.kinds[sure] {
                values.append(.value(.computed(kind)))
            } else if let object = vocabulary.objects[sure] {
                values.append(.value(object.isTable ? .record(object.name) : .object(object.name)))
            } else {
                return [.unknown]
            }
            if sure != type { values.append(.nothing) }
        }
        return values.isEmpty ? [.unknown] : values
    }

    /// Returns what the text shows of a field of a contract or an order that is made with it: `contract("AAPL").symbol`.
    private func field(_ origin: LuaOrigin) -> ScriptVocabulary.Literal? {
        guard case .call(let path, let number?) = origin.source, case .member(let name)? = origin.steps.first,
            origin.steps.count == 1, isSettled(origin), isHost(path), !whole.writtenNames.contains(name),
            !whole.writesUnseen, let call = facts.calls.first(where: { $0.number == number && $0.path == path }),
            let place = (vocabulary.contractPositions[path] ?? vocabulary.orderPositions[path])?.firstIndex(of: name),
            call.arguments.indices.contains(place), !call.arguments.contains(where: \.isTable)
        else { return nil }
        return call.arguments[place].literal
    }
}

extension LuaOperation.Kind {
    /// The operation as Lua text, with `$1` for the first operand.
    fileprivate func text(_ count: Int) -> String {
        switch self {
        case .unary(let sign): "local _ = \(sign) $1"
        case .binary(let sign): "local _ = $1 \(sign) $2"
        case .call: "local _ = $1()"
        case .loop: "for _ in $1 do break end"
        case .elements(let function): "for _ in \(function)($1) do break end"
        case .range: count == 3 ? "for _ = $1, $2, $3 do break end" : "for _ = $1, $2 do break end"
        }
    }
}

extension ScriptVocabulary.Argument {
    /// Whether it is neither unknown nor a number or a text.
    fileprivate var isOdd: Bool {
        switch self {
        case .unknown: false
        case .nothing: true
        case .value(let literal): ![.number, .text].contains(literal.kind)
        }
    }

    fileprivate var isKnown: Bool {
        if case .unknown = self { return false }
        return true
    }

    fileprivate var isText: Bool {
        if case .value(let literal) = self { return literal.kind == .text }
        return false
    }

    /// The kind, if values of this kind can be compared.
    fileprivate var comparable: ScriptVocabulary.ValueKind? {
        guard case .value(let literal) = self, [.number, .text].contains(literal.kind) else { return nil }
        return literal.kind
    }
}
