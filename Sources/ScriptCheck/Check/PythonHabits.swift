/// What people used to Python and its TWS clients write, and what a script writes instead.
package enum PythonHabits {
    /// Returns what to write instead of a name; `nil` if it is not such a habit.
    package static func hint(forName name: String) -> String? {
        words[name] ?? methods[name].map { "write \($0)" } ?? (texts.contains(name) ? "write \"\(name)\"" : nil)
    }

    /// Returns what to write instead of a client's method or event, `ib.placeOrder`; `nil` if there is no such thing.
    static func hint(forMethod method: String) -> String? { methods[method].map { "write \($0)" } }

    /// Returns what to write instead of a member that the clients' objects have, and ours have not; `nil` for any other.
    ///
    /// - Parameter object: The name of the object, of the structure, or of the function that takes options.
    package static func hint(forMember member: String, of object: String) -> String? {
        let objects =
            switch object {
            case "options": optionTakers
            case "modify": ["order"]
            default: [object.lowercased()]
            }
        return objects.lazy.compactMap { members["\($0).\(member)"] }.first.map { "; write \($0)" }
    }

    /// Returns the same for an option, which is written without the object that has a member of this name.
    package static func hint(forOption option: String, of function: String) -> String? {
        hint(forMember: option, of: function)?.replacing(#/; write \w\./#, with: "; write ")
    }

    /// Functions whose options are called that in errors.
    private static let optionTakers = ["history", "bars", "news", "depth"]

    /// Lines that are not Lua, with the Lua equivalent; the first match counts.
    private static var lines: [(pattern: Regex<Substring>, hint: String)] {
        [
            (#/^\s*(?:import|from)\s/#, "nothing is imported: every function exists already"),
            (#/[=!]==/#, "Lua writes == and ~="), (#/!=/#, "Lua writes ~= for !="),
            (#/<>/#, "Lua writes ~= for <>"),
            (#/[\w)\]"']\s+\?\s+\S.*\s:\s|\w\?\w+:\w/#, "Lua has no ?: write condition and a or b"),
            (#/[-+*\/]=(?!=)/#, "Lua has no += and the like: write x = x + 1"),
            (#/^\s*(?:async\s+)?def\s/#, "a function is written function name(x) … end"),
            (#/^\s*class\s/#, "there are no classes: use tables and functions"),
            (#/\belif\b/#, "Lua writes elseif"),
            (#/^\s*(?:try|except|finally)\b/#, "an error is caught with pcall(fn, …)"),
            (#/\bf["']/#, "values are put into a text with .. or string.format"),
            (#/["']\s*\.\s*format\s*\(/#, "values are put into a text with string.format(\"%d\", x)"),
            (#/["']\s*\.\s*join\s*\(/#, "write table.concat(list, \", \")"),
            (#/\*\*/#, "Lua writes x ^ y for x ** y"),
            (#/^\s*(?:#|\/\/|\/\*)/#, "a comment begins with --"),
            (#/&&|\|\|/#, "Lua writes and, or, not"), (#/!\s*\w/#, "Lua writes not x for !x"),
            (#/\w\+\+/#, "Lua has no ++: write x = x + 1"),
            (#/"""|\'\'\'/#, "a text of several lines is written [[…]]"),
            (#/\b(?:if|elseif|while|until|and|or|not)\b.*=>/#, "Lua writes >= for =>"),
            (#/\blambda\b|=>/#, "a function is written function(x) return … end"),
            (#/^\s*(?:let|var|const)\s+\w/#, "a variable is written local x = …"),
            (#/^\s*raise\b/#, "an error is raised with error(\"…\")"),
            (#/^\s*assert\s+[^\s("'\[{]/#, "write assert(condition)"), (#/^\s*del\s+\w/#, "write t.name = nil"),
            (#/^\s*(?:global|nonlocal)\s+\w/#, "a variable without local is global: leave the line out"),
            (#/^\s*with\s/#, "files are read and written with read, lines, csv and json"),
            (#/\{\s*["'][^"']*["']\s*:/#, "a table is written {name = value}"),
            (#/(?:[=(,]|\breturn|\bin)\s*\[(?![\[=])/#, "a list is written {…}"),
            (
                #/\w\[\s*-?[\w#]*\s*:\s*-?[\w#]*\s*\]/#,
                "write table.move(list, i, j, 1, {}) for a part of a list, or text:sub(i, j) of a text"
            ),
            (#/\bcontinue\b/#, "Lua has no continue: write goto next, and ::next:: before the end of the loop"),
            (#/^\s*print\s+[^\s("'\[{]/#, "write print(…)"),
            (#/\bif\s+[\w."']+\s+(?:not\s+)?in\s/#, "a table has no in: look in a loop, or write if known[x] then"),
            (
                #/\w\s*\((?:(?:[^(){}]|\([^(){}]*\)|\{[^(){}]*\})*,)?\s*\w+\s*=(?!=)/#,
                "arguments have no names: write f{name = value}, or the values in order"
            ),
            (
                #/\b(?:if|elseif|while)\b(?:(?!\b(?:then|do)\b)[^=~<>])*[^=~<>]=[^=]/#,
                "a comparison is written ==: = gives a value to a variable"
            ),
            (#/\bis\s+(?:not\s+)?(?:None|nil)\b/#, "Lua writes x == nil, or x ~= nil"),
            (#/^\s*(?:if|elif|else|for|while)\b.*:\s*$/#, "a block is written if … then … end, or for … do … end"),
            (#/^\s*(?:if|elif|for|while)\b.*:\s/#, "a block is written if … then … end, or for … do … end"),
            (#/["']\s*:\s*\w+\s*\(/#, "a method of a text that is written needs parentheses: (\"%d\"):format(x)"),
            (#/\bfor\s+\w+\s+in\s+range\b/#, "write for i = 1, n do … end"),
            (#/\bpass\b/#, "an empty block needs nothing"),
            (#/\bif\b(?!.*\bthen\b).+\belse\b/#, "write condition and a or b"),
        ]
    }

    /// Returns what to write instead of a line that is not Lua; `nil` if it shows no such habit.
    package static func hint(forLine line: String) -> String? {
        let line = line.prefix(500)
        return lines.first { line.contains($0.pattern) }?.hint
    }

    /// The number of lines before an error that are searched for a block of Python.
    private static let mostLines = 200

    /// Returns what to write instead of what is no Lua in a text, given the line at which Lua has noticed it: that line,
    /// or the last block before it that begins as in Python.
    package static func hint(forText text: some StringProtocol, line: Int) -> String? {
        let lines = text.split(separator: "\n", maxSplits: max(0, line), omittingEmptySubsequences: false)
        guard lines.indices.contains(line - 1) else { return nil }
        if let hint = hint(forLine: String(lines[line - 1])) { return hint }
        let block = lines[..<(line - 1)].suffix(mostLines).last { line in
            String(line.prefix(500)).contains(
                #/^\s*(?:if|elif|else|for|while|try|except|finally|def|class|with)\b.*:\s*$/#
            )
        }
        return block.flatMap { hint(forLine: String($0)) }
    }

    /// Returns what to write instead, given Lua's own message about a failed line: `(global 'Stock')`, `t[0]`; `nil` if
    /// no such habit is responsible.
    package static func hint(forMessage message: String, line: String) -> String? {
        if let name = message.firstMatch(of: #/nil value \(global '(\w+)'\)/#)?.1 {
            if let hint = hint(forMemberOf: name, in: line) { return hint }
            let method = words[String(name)] == nil ? nil : self.method(of: name, in: line)
            if let hint = method ?? hint(forName: String(name)) { return hint }
        }
        if let name = message.firstMatch(of: #/function value \(global '(\w+)'\)/#)?.1 {
            return hint(forMemberOf: name, in: line) ?? "call it: \(name)(…)"
        }
        if message.contains("nil value"), line.prefix(500).contains(#/\[\s*0\s*\]/#) {
            return "lists begin at 1 in Lua"
        }
        if message.contains("nil value (field '?')"), line.prefix(500).contains(#/\[\s*-\s*1\s*\]/#) {
            return "the last one of a list is list[#list]"
        }
        if let name = message.firstMatch(of: #/nil value \((?:field|method) '(\w+)'\)/#)?.1 {
            if let hint = hint(forMissing: name, in: line) { return hint }
            guard message.contains("call a nil") else { return nil }
            return members["table.\(name)"].map { "write \($0)" } ?? hint(forTextMethod: String(name))
        }
        if let hint = hint(forComparison: message, line: line) { return hint }
        return kinds.first { message.contains($0.pattern) }?.hint
    }

    /// Lua's messages about values of the wrong kind, with what to write instead.
    private static var kinds: [(pattern: Regex<Substring>, hint: String)] {
        [
            (#/attempt to mod a 'string'/#, "values are put into a text with string.format"),
            (#/attempt to \w+ a 'string'|arithmetic on a string value/#, "texts are joined with .."),
            (#/for iterator 'for iterator'/#, "write for i, x in ipairs(list) do … end"),
            (#/concatenate a (?!nil)/#, "write tostring(x)"),
            (#/compare (?:number with string|string with number)/#, "tonumber(x) makes a number of a text"),
        ]
    }

    /// Returns what to write instead of the method that a line calls of a client.
    private static func method(of name: Substring, in line: String) -> String? {
        guard let start = line.firstRange(of: "\(name).")?.upperBound else { return nil }
        return hint(forMethod: String(line[start...].prefix { $0.isLetter || $0.isNumber || $0 == "_" }))
    }
}
