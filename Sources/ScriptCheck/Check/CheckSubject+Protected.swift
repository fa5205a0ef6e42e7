internal import Notation

/// Rules about what a script gives to `pcall`, which takes a function and not what it returns.
extension CheckSubject {
    /// Finds `pcall(place(c, o))`: the call runs before `pcall` does, which then catches nothing.
    func protectionFindings() -> [Finding] {
        facts.calls.lazy.filter { LuaProtection.protectors.contains($0.path) && isHost($0.path) }
            .prefix(ScriptCheck.mostFindings).compactMap(uncaught)
    }

    private func uncaught(_ call: LuaCall) -> Finding? {
        guard !hidesOperators, let argument = call.arguments.first else { return nil }
        let remedy =
            "; write \(call.path)(function() … end)" + (named(argument).map { ", or \(call.path)(\($0), …)" } ?? "")
        if call.path == "pcall", isNothing(argument), call.arguments.count == 1, !argument.isNothing,
            case .call = argument
        {
            let reason = "bad argument #1 to '\(call.path)' (value expected)"
            return error(.badValue, call.line, call.column, reason + remedy)
        }
        guard let literal = literal(argument), !mayBeCalled(literal) else { return nil }
        let shown = argument.origin.flatMap(object)?.name.withArticle ?? literal.shown
        let message = "\(call.path): argument 1: expected a function, got \(shown)"
        return warning(.badValue, call.line, call.column, message + remedy)
    }

    private func mayBeCalled(_ literal: ScriptVocabulary.Literal) -> Bool {
        switch literal {
        case .function, .computed(.function): true
        case .object(let name): vocabulary.objects[name]?.isCallable ?? true
        default: false
        }
    }

    /// Returns the path of the function whose result an argument is.
    private func named(_ shape: LuaShape) -> String? {
        guard case .call(let call) = shape, !call.path.isEmpty else { return nil }
        return call.path
    }
}
