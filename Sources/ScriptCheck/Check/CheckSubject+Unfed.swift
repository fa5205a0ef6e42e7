/// Rules about members of a global that is kept: those that get a value only by means of the one that they have.
extension CheckSubject {
    /// Finds `state.n = state.n + 1` where nothing else gives `state.n` a value, and `state.list.x` where nothing gives
    /// `state.list` any: the first run has none.
    func unfedFindings() -> [Finding] {
        var findings: [Finding] = []
        var told: Set<String> = []
        func add(_ path: String, _ line: Int, _ column: Int, _ reason: String) {
            guard isUnfedMember(path), told.insert(path).inserted else { return }
            findings.append(error(.badValue, line, column, reason))
        }
        for operation in facts.operations.prefix(ScriptCheck.mostFindings) {
            guard case .binary(let sign) = operation.kind, let use = Self.arithmetic[sign] else { continue }
            for case .path(let path) in operation.operands.map(\.shape) {
                let name = path.drop { $0 != "." }.dropFirst()
                let reason = "attempt to \(use) a nil value (field '\(name)')"
                add(
                    path,
                    operation.line,
                    operation.column,
                    "\(reason); at the first start it is nil: \(Self.remedy(path, sign))"
                )
            }
        }
        let uses =
            facts.objectUses.map { ($0.origin, $0.line, $0.column) }
            + facts.elementUses.map { ($0.origin, $0.line, $0.column) }
        for (origin, line, column) in uses.prefix(ScriptCheck.mostFindings) {
            guard let path = origin.globalPath, path.contains(".") else { continue }
            let reason = "attempt to index a nil value (field '\(path.drop { $0 != "." }.dropFirst())')"
            add(path, line, column, "\(reason); at the first start it is nil: write \(path) = \(path) or {} first")
        }
        return findings
    }

    private static let arithmetic: [String: String] = [
        "+": "perform arithmetic on", "-": "perform arithmetic on", "*": "perform arithmetic on",
        "/": "perform arithmetic on", "//": "perform arithmetic on", "%": "perform arithmetic on", "..": "concatenate",
    ]

    private static func remedy(_ path: String, _ sign: String) -> String {
        "write (\(path) or \(sign == ".." ? "\"\"" : "0"))"
    }

    /// Whether nothing gives a member of a kept global a value but lines that need the one that it has.
    private func isUnfedMember(_ path: String) -> Bool {
        let parts = path.split(separator: ".").map(String.init)
        guard parts.count == 2, vocabulary.assignments[parts[0]] != nil, isHost(parts[0]),
            !whole.escapedGlobals.contains(parts[0]), !whole.hasHiddenGlobals, !whole.writesUnseen, !hidesOperators,
            whole.memberQuestions[parts[1], default: 0] <= 0
        else { return false }
        return whole.assignments.allSatisfy { $0.path != path || needsItself($0) }
    }

    /// Whether the value of an assignment is an operation on what it replaces.
    private func needsItself(_ assignment: LuaAssignment) -> Bool {
        switch assignment.value {
        case .computed, .operation: break
        default: return false
        }
        return facts.operations.contains { operation in
            operation.line == assignment.line
                && operation.operands.contains { if case .path(assignment.path) = $0.shape { true } else { false } }
        }
    }
}
