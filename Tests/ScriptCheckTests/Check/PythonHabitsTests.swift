internal import ScriptCheck
internal import Testing

/// What people write who come from Python, each with a word of what Lua writes instead.
@Suite struct PythonHabitsTests {
    static let lines: [(String, String)] = [
        ("if x != 2 then", "~="), ("x += 1", "x = x + 1"), ("total -= fee", "x = x + 1"), ("import time", "imported"),
        ("from ib_async import *", "imported"), ("def f(x):", "function name"), ("async def f():", "function name"),
        ("elif x then", "elseif"), ("print(f'{x}')", "string.format"), ("x = f\"{x}\"", "string.format"),
        ("# a comment", "--"), ("if x = 1 then", "=="), ("while x = 1 do", "=="), ("if a && b then", "and, or, not"),
        ("if x is None:", "x == nil"), ("if x == 1:", "then"), ("for x in range(3):", "do"), ("try:", "pcall"),
        ("class Bot:", "no classes"), ("local l = [1, 2]", "{…}"), ("d = {\"a\": 1}", "name = value"),
        ("if !x then", "not x"), ("f = lambda x: x", "function(x)"), ("x = 5 if a else 6", "and a or b"),
        ("if 1 in l then", "known[x]"), ("if x then continue end", "goto"), ("print 5", "print("), ("i++", "x + 1"),
        ("local y = x ? a : b", "and a or b"), ("y = x?1:2", "and a or b"), ("if x === 1 then", "Lua writes =="),
        ("if x !== 1 then", "~="), ("if x <> 1 then", "~="), ("x = 2 ** 3", "x ^ y"), ("if x => 1 then", ">="),
        ("f = x => x", "function(x)"), ("print(\"{}\".format(x))", "string.format"), ("// a comment", "--"),
        ("s = \", \".join(l)", "table.concat"), ("l = l[1:3]", "table.move"), ("l = l[-2:]", "table.move"),
        ("del l[1]", "= nil"), ("assert x > 1", "assert(condition)"), ("global x", "leave the line out"),
        ("order(\"BUY\", qty=5)", "no names"), ("history(contract(\"AAPL\"), duration=\"1 D\")", "no names"),
        ("if true: print(1)", "then"), ("for x in l: print(x)", "do"), ("print(\"%d\":format(1))", "parentheses"),
        ("with open(p) as f:", "csv"), ("raise ValueError", "error("),
    ]

    @Test(arguments: lines)
    func aLineIsKnown(_ line: String, _ word: String) {
        #expect(PythonHabits.hint(forLine: line)?.contains(word) == true, "\(line)")
    }

    @Test(
        arguments: [
            "if x ~= 2 then", "x = x + 1", "local f = function() end", "-- # no", "if x == 1 then", "x <= 3",
            "for i = 1, n do", "if t:f(1) then", "f(g(1), {x = 1})", "print((\"%d\"):format(1))", "elseif x >= 2 then",
            "while a <= b do", "local s = \"a\" .. x",
            "if t.x ~= nil then y = 2 end", "if a then x = 1 else x = 2 end", "local x = t[1]", "f{name = 1}",
            "local x = t[s:len()]", "print(\"a : b\")", "local x = a // b", "x = s:format(1)", "assert(x)",
            "if x >= 1 and y <= 2 then", "local q = \"ok? yes: no\"",
        ]
    )
    func luaIsNoHabit(_ line: String) {
        #expect(PythonHabits.hint(forLine: line) == nil, "\(line)")
    }

    @Test func aSyntaxErrorIsToldWithTheHabitOfItsLine() {
        let check = ScriptCheck(vocabulary: ScriptVocabulary(globals: ["print"]))
        let findings = check.findings(source: Array("local x = 1\nx += 1\n".utf8), file: "s.lua", header: nil)
        #expect(findings.map(\.message) == ["syntax error near '+'; Lua has no += and the like: write x = x + 1"])
        #expect(findings.first?.line == 2)
    }

    @Test func aBlockOfPythonBeforeTheErrorIsTold() {
        let check = ScriptCheck(vocabulary: ScriptVocabulary(globals: ["print", "range"]))
        let findings = check.findings(
            source: Array("for i in range(10):\n    print(i)\n".utf8),
            file: "s.lua",
            header: nil
        )
        #expect(findings.count == 1)
        #expect(findings.first?.message.contains("for … do … end") == true)
    }

    @Test func methodsOfAClientAreToldByTheirNames() {
        let check = ScriptCheck(vocabulary: ScriptVocabulary(globals: ["print"]))
        func message(_ source: String) -> String? {
            check.findings(source: Array(source.utf8), file: "s.lua", header: nil).first?.message
        }
        #expect(message("ib.qualifyContracts(c)") == "ib: no such table; write qualify(c)")
        #expect(message("ib.nonsense(c)") == "ib: no such table; the connection exists already: write place(c, o)")
        #expect(message("cancelOrder(print)") == "cancelOrder: no such function; write cancel(t)")
        let run = PythonHabits.hint(
            forMessage: "attempt to index a nil value (global 'ib')",
            line: "ib.qualifyContracts(c)"
        )
        #expect(run == "write qualify(c)")
    }

    @Test func namesOfPythonAreToldWithLuas() {
        let check = ScriptCheck(vocabulary: ScriptVocabulary(globals: ["print"]))
        let source = "local a, b = None, True\nlocal c = Stock('AAPL')\nprint(len({}))"
        let messages = check.findings(source: Array(source.utf8), file: "s.lua", header: nil).map(\.message)
        #expect(messages.count == 4)
        for word in ["write nil", "write true", "contract.stock", "write #list"] {
            #expect(messages.contains { $0.contains(word) }, "\(word)")
        }
    }

    @Test func placeZeroIsWarnedOfUnlessTheScriptFillsIt() {
        let check = ScriptCheck(vocabulary: ScriptVocabulary(globals: ["print"]))
        func codes(_ source: String) -> [Finding.Code] {
            check.findings(source: Array(source.utf8), file: "s.lua", header: nil).map(\.code)
        }
        #expect(codes("local t = {1} print(t[0])") == [.zeroIndex])
        #expect(codes("local t = {} t[0] = 1 print(t[0])") == [])
        #expect(codes("local t = {[0] = 1} print(t[0])") == [])
        #expect(codes("local t = {1} print(t[1])") == [])
    }

    /// `f"text"` is a call in Lua, of a function that nobody has written.
    @Test func aTextWithValuesIsTold() {
        let check = ScriptCheck(vocabulary: ScriptVocabulary(globals: ["print"]))
        let findings = check.findings(source: Array(#"print(f"bought {n}")"#.utf8), file: "s.lua", header: nil)
        #expect(findings.map(\.message) == ["f: no such function; values are put into a text with .. or string.format"])
        let defined = #"function f(t) return t end print(f"x")"#
        let own = check.findings(source: Array(defined.utf8), file: "s.lua", header: nil)
        #expect(own.isEmpty)
    }

    @Test func membersOfWhatAFunctionGivesAreKnown() {
        var vocabulary = ScriptVocabulary(globals: ["place", "print"])
        vocabulary.objects = [
            "trade": .init(name: "trade", members: ["filled", "wait"], methods: ["wait"], prefix: "m_")
        ]
        vocabulary.types.results = ["place": ["trade"]]
        let check = ScriptCheck(vocabulary: vocabulary)
        func messages(_ source: String) -> [String] {
            check.findings(source: Array(source.utf8), file: "s.lua", header: nil).filter { $0.code == .unknownMember }
                .map(\.message)
        }
        let wrong = "trade.fillled: no such field; did you mean filled?"
        #expect(messages("local t = place() print(t.fillled)") == [wrong])
        #expect(messages("t = place() print(t.fillled)") == [wrong])
        #expect(messages("local t = place() t:wiat()") == ["trade.wiat: no such field; did you mean wait?"])
        // What may be something else by then is left alone.
        #expect(messages("local t = place() t = {} print(t.fillled)") == [])
        #expect(messages("t = place() t = {} print(t.fillled)") == [])
        #expect(messages("local t = place() print(t.filled, t.m_filled) t:wait()") == [])
        #expect(
            messages("local t = place() print(t.m_fillled)") == ["trade.m_fillled: no such field; did you mean filled?"]
        )
        #expect(messages("local place = print local t = place() print(t.x)") == [])
    }
}
