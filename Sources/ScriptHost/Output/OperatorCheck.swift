internal import LuaBridge
internal import ScriptCheck

/// What the check of a script knows about operators, calls and loops: Lua itself judges them.
enum OperatorCheck {
    /// The number of operations that one VM judges.
    private static let most = 200
    /// The errors that depend on the kinds of the operands alone, or on numbers that are written.
    private static let starts = [
        "attempt to ", "bad 'for' ", "bad argument #1 to 'for iterator'", "'for' step is zero",
        "number has no integer representation",
    ]
    /// The errors of `//` and `%` with zero.
    private static let divisions = ["attempt to perform 'n", "attempt to divide by zero"]
    /// What the chunk needs beside the script's own variables.
    private static let head = "local setmetatable, ipairs, pairs = setmetatable, ipairs, pairs "

    /// Returns for each operation why Lua refuses it, or nil.
    static func faults(of operations: [ScriptVocabulary.Operation]) -> [String?] {
        var vm: LuaVM?
        return operations.indices.map { place in
            if place % most == 0 { vm = try? LuaVM() }
            guard let vm else { return nil }
            return fault(of: operations[place], in: vm)
        }
    }

    private static func fault(of operation: ScriptVocabulary.Operation, in vm: LuaVM) -> String? {
        var globals: [String] = []
        var locals: [String] = []
        var text = operation.text
        for (place, operand) in operation.operands.enumerated() {
            let value = value(operand.value)
            if let name = operand.variable {
                let given = "\(name) = \(value)"
                if operand.isGlobal { globals.append(given) } else { locals.append("local \(given)") }
            }
            text = text.replacing("$\(place + 1)", with: operand.variable ?? "(\(value))")
        }
        let environment = globals.isEmpty ? "" : "local _ENV = {\(globals.joined(separator: ", "))} "
        let chunk = "\(head)\(locals.joined(separator: " ")) \(environment)\(text)"
        do throws(ScriptError) {
            _ = try vm.run(chunk, chunk: "c")
            return nil
        } catch {
            guard error.code == .runtime else { return nil }
            let start = "c:1: "
            let reason = error.message.hasPrefix(start) ? String(error.message.dropFirst(start.count)) : error.message
            // Only integers cannot be divided by zero, and the text does not show whether a number is one.
            return starts.contains(where: reason.hasPrefix) && !divisions.contains(where: reason.hasPrefix)
                ? reason : nil
        }
    }

    /// Returns the Lua text of a value of the same kind.
    static func value(_ argument: ScriptVocabulary.Argument) -> String {
        switch argument {
        case .value(.function), .value(.computed(.function)): return "function() end"
        case .value(.computed(.text)): return "\"1\""
        case .value(.object(let name)):
            let object = ScriptVocabulary.scriptHost.objects[name]
            let length = object?.hasLength == true ? ", __len = function() return 1 end" : ""
            let call = object?.isCallable == true ? ", __call = function() end" : ""
            return "setmetatable({}, {__name = \"\(name)\"\(length)\(call)})"
        case .value(.record(let name)) where !name.hasSuffix("[]"): return "setmetatable({}, {__name = \"\(name)\"})"
        default: return FormatCheck.text(argument)
        }
    }
}
