internal import ScriptCheck

/// What the check of a script knows about the arguments of Lua's own functions: Lua itself judges them.
enum LibraryCheck {
    /// The tables whose functions are judged; `string.format` has rules of its own.
    private static let tables: Set<Substring> = ["coroutine", "math", "string", "table", "utf8"]
    /// The functions outside of tables that are judged. `error` and `assert` are meant to fail.
    private static let globals: Set<String> = [
        "getmetatable", "ipairs", "next", "pairs", "pcall", "rawequal", "rawget", "rawlen", "rawset", "select",
        "setmetatable", "tonumber", "tostring", "type", "xpcall",
    ]
    /// The functions in those tables that are not judged: whether a coroutine may wait depends on where it runs.
    private static let left: Set<String> = ["coroutine.yield", "string.format", "string:format"]
    /// The largest number of arguments that are judged.
    private static let most = 8

    /// Returns why Lua refuses the arguments of a call; `nil` if it may not.
    ///
    /// - Parameters:
    ///   - path: `math.floor`, or `string:rep` for a method of a text.
    ///   - arguments: All of them, without the text of a method.
    static func fault(_ path: String, _ arguments: [ScriptVocabulary.Argument]) -> String? {
        if path == "os.time" { return faultOfTime(arguments) }
        guard isJudged(path), arguments.count <= most, let trial = LibraryTrial(of: path) else { return nil }
        return faultOfKinds(path, arguments, trial) ?? faultOfValues(path, arguments, trial)
            ?? faultOfPattern(path, arguments, trial)
    }

    private static func isJudged(_ path: String) -> Bool {
        guard let end = path.firstIndex(where: { ".:".contains($0) }) else { return globals.contains(path) }
        return tables.contains(path[..<end]) && !left.contains(path)
    }

    // MARK: Kinds

    /// What may stand where nothing is known, each of another kind.
    private static let standIns = ["\"1\"", "{}", "1", "math.max", "nil", "true"]
    /// The largest number of unknown arguments of which every combination is tried.
    private static let mostVaried = 2

    /// Returns why Lua refuses the kinds or the number of the arguments, whatever stands where nothing is known.
    private static func faultOfKinds(
        _ path: String,
        _ arguments: [ScriptVocabulary.Argument],
        _ trial: LibraryTrial
    ) -> String? {
        var fault: String?
        for way in ways(path, arguments, trial) {
            guard let refusal = trial.refusal(way) else { return nil }
            // Something else may stand where nothing is known.
            if let place = refusal.place, arguments.indices.contains(place), arguments[place].isUnknown { continue }
            guard isOfKinds(refusal, path, arguments) else { return nil }
            fault = fault ?? refusal.message
        }
        return fault
    }

    /// Whether Lua refuses all arguments of these kinds in the same words.
    private static func isOfKinds(
        _ refusal: LibraryTrial.Refusal,
        _ path: String,
        _ arguments: [ScriptVocabulary.Argument]
    ) -> Bool {
        if refusal.place != nil {
            return refusal.message.contains(" expected")
                || refusal.message.contains("number has no integer representation")
        }
        if refusal.starts(with: ["wrong number of arguments"]) { return true }
        return ["math.max", "math.min"].contains(path) && refusal.starts(with: ["attempt to compare "])
            && !arguments.contains(where: \.isUnknown)
    }

    /// Returns the arguments as Lua texts, in each way that is tried.
    private static func ways(
        _ path: String,
        _ arguments: [ScriptVocabulary.Argument],
        _ trial: LibraryTrial
    ) -> [[String]] {
        let choices = arguments.map { $0.isUnknown ? standIns : [text($0, path, trial)] }
        guard arguments.count(where: \.isUnknown) <= mostVaried else {
            return standIns.indices.map { place in choices.map { $0.count == 1 ? $0[0] : $0[place] } }
        }
        return choices.reduce([[]]) { ways, texts in
            ways.flatMap { way in texts.map { way + [$0] } }
        }
    }

    /// Returns the Lua text of an argument of the same kind: no size or pattern of the script's is tried out.
    private static func text(
        _ argument: ScriptVocabulary.Argument,
        _ path: String,
        _ trial: LibraryTrial
    ) -> String {
        switch argument {
        // Whether a number is whole counts as its kind.
        case .value(.number(let number)): number.isFinite && number != number.rounded() ? "1.5" : "1"
        case .value(.text("#")) where path == "select": "\"#\""
        case .value(.text(let text)): numeral(text, trial)
        case .value(.computed(.text)): "\"1\""
        case .value(.object), .value(.record): OperatorCheck.value(argument)
        default: FormatCheck.text(argument)
        }
    }

    /// Returns a text of which Lua makes the same kind of number as of the given one, or none.
    private static func numeral(_ text: String, _ trial: LibraryTrial) -> String {
        // Lua certainly reads no number from a text without a digit.
        guard text.contains(where: \.isNumber) else { return "\"x\"" }
        guard isShort(text) else { return "\"1\"" }
        let statement = "local _ = string.sub(\"\", \(FormatCheck.text(.value(.text(text)))))"
        guard let refusal = trial.refusal(of: statement) else { return "\"1\"" }
        return refusal.message.contains("number has no integer representation") ? "\"1.5\"" : "\"x\""
    }
}

extension ScriptVocabulary.Argument {
    /// Whether nothing is known of it.
    var isUnknown: Bool {
        if case .unknown = self { return true }
        return false
    }
}
