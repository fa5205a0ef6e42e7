/// What people used to Python and its TWS clients write, and what a script writes instead.
package enum PythonHabits {
    /// Names that have a meaning there but not here.
    private static let words: [String: String] = [
        "None": "write nil", "True": "write true", "False": "write false", "len": "write #list",
        "str": "write tostring(x)", "int": "write math.tointeger(x), or x // 1", "float": "write tonumber(x)",
        "range": "write for i = 1, n do … end", "list": "write {…}", "dict": "write {…}",
        "self": "write the name itself",
        "f": "values are put into a text with .. or string.format",
        "Stock": "write contract(\"AAPL\") or contract.stock(…)", "Option": "write contract.option(…)",
        "Future": "write contract.future(…)", "Forex": "write contract.forex(\"EURUSD\")",
        "Index": "write contract.index(…)", "Crypto": "write contract.crypto(…)", "CFD": "write contract.cfd(…)",
        "Bond": "write contract.bond(…)", "Contract": "write contract{symbol = …}", "Order": "write order{action = …}",
        "MarketOrder": "write order(\"BUY\", 100)", "LimitOrder": "write order(\"BUY\", 100, 190)",
        "StopOrder": "write order.stop(\"SELL\", 100, 180)",
        "StopLimitOrder": "write order.stop_limit(\"SELL\", 100, 180, 179)",
        "IB": "the connection exists already: write place(c, o)",
        "ib": "the connection exists already: write place(c, o)",
        "util": "it is not needed here", "await": "nothing: every call that asks TWS waits by itself",
    ]

    /// Returns what to write instead of a name; `nil` if it is not such a habit.
    package static func hint(forName name: String) -> String? { words[name] }

    /// Lines that are not Lua, with the Lua equivalent; the first match counts.
    private static var lines: [(pattern: Regex<Substring>, hint: String)] {
        [
            (#/^\s*(?:import|from)\s/#, "nothing is imported: every function exists already"),
            (#/!=/#, "Lua writes ~= for !="),
            (#/[-+*\/]=(?!=)/#, "Lua has no += and the like: write x = x + 1"),
            (#/^\s*(?:async\s+)?def\s/#, "a function is written function name(x) … end"),
            (#/^\s*class\s/#, "there are no classes: use tables and functions"),
            (#/\belif\b/#, "Lua writes elseif"),
            (#/^\s*(?:try|except|finally)\b/#, "an error is caught with pcall(fn, …)"),
            (#/\bf["']/#, "values are put into a text with .. or string.format"),
            (#/^\s*#/#, "a comment begins with --"),
            (#/&&|\|\|/#, "Lua writes and, or, not"),
            (
                #/\b(?:if|elseif|while)\b[^=~<>]*[^=~<>]=[^=]/#,
                "a comparison is written ==: = gives a value to a variable"
            ),
            (#/\bis\s+(?:not\s+)?(?:None|nil)\b/#, "Lua writes x == nil"),
            (#/^\s*(?:if|elif|else|for|while)\b.*:\s*$/#, "a block is written if … then … end, or for … do … end"),
            (#/\bfor\s+\w+\s+in\s+range\b/#, "write for i = 1, n do … end"),
            (#/\bpass\b/#, "an empty block needs nothing"),
        ]
    }

    /// Returns what to write instead of a line that is not Lua; `nil` if it shows no such habit.
    package static func hint(forLine line: String) -> String? {
        let line = line.prefix(500)
        return lines.first { line.contains($0.pattern) }?.hint
    }

    /// Returns what to write instead, given Lua's own message about a failed line: `(global 'Stock')`, `t[0]`; `nil` if
    /// no such habit is responsible.
    package static func hint(forMessage message: String, line: String) -> String? {
        if let name = message.firstMatch(of: #/nil value \(global '(\w+)'\)/#)?.1,
            let hint = hint(forName: String(name))
        {
            return hint
        }
        if message.contains("nil value"), line.prefix(500).contains(#/\[\s*0\s*\]/#) {
            return "lists begin at 1 in Lua"
        }
        return nil
    }
}
