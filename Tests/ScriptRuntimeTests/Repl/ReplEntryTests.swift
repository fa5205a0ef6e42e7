import ScriptCheck
import Testing

@testable import ScriptRuntime

@Suite("What is typed at the terminal")
struct ReplEntryTests {
    /// What becomes of the last of some lines; of an expression `= text`.
    private func outcome(_ lines: String...) -> ReplEntry.Outcome {
        var entry = ReplEntry()
        var last = ReplEntry.Outcome.nothing
        for line in lines { last = entry.take(line) }
        guard case .run(let text) = last, text.hasPrefix("(function(...)"), let accepted = entry.accepted.last
        else { return last }
        #expect(accepted.hasPrefix("print(") && accepted.hasSuffix(")"))
        return .run("= " + accepted.dropFirst(6).dropLast())
    }

    @Test("expressions are shown, statements run, and what is not whole waits")
    func kinds() {
        #expect(outcome("1 + 1") == .run("= 1 + 1"))
        #expect(outcome("f(x)") == .run("= f(x)"))
        #expect(outcome("a, b") == .run("= a, b"))
        #expect(outcome("x = 1") == .run("x = 1"))
        #expect(outcome("for i = 1, 3 do") == .unfinished)
        #expect(outcome("for i = 1, 3 do", "print(i)", "end") == .run("for i = 1, 3 do\nprint(i)\nend"))
        #expect(outcome("f(") == .unfinished)
        #expect(outcome("f(", "1)") == .run("= f(\n1)"))
        #expect(outcome("t = [[a") == .unfinished)
        #expect(outcome("") == .nothing)
        #expect(outcome("1 -- one") == .run("= 1 -- one"))
    }

    @Test("what is no Lua says so in Lua's words, and the next line begins again")
    func malformed() {
        #expect(outcome("x = = 1") == .malformed("unexpected symbol near '='"))
        #expect(
            outcome("end") == .malformed("<eof> expected near 'end'")
                || outcome("end") == .malformed("unexpected symbol near 'end'")
        )
        #expect(outcome("x = = 1", "y = 2") == .run("y = 2"))
        guard case .malformed(let text) = outcome("import os") else {
            Issue.record("import is Lua")
            return
        }
        #expect(text.contains("nothing is imported"))
    }

    @Test("words for the terminal are told from numbers and from lines of a piece")
    func commands() {
        #expect(outcome(".save  a b.lua ") == .command(".save", "a b.lua"))
        #expect(outcome(".exit") == .command(".exit", ""))
        #expect(outcome("x =", ".5") == .run("x =\n.5"))
    }

    @Test("words that end other programs are understood, unless they are variables of the session")
    func endings() {
        for word in ["exit", "quit", "exit()", " quit() "] { #expect(outcome(word) == .ending) }
        #expect(outcome("quit = 1", "quit") == .run("= quit"))
        #expect(outcome("print(", "exit", ")") == .run("= print(\nexit\n)"))
    }

    @Test("a local variable that ends with its line is noticed")
    func locals() {
        for (line, isLocal) in [("local x = 1", true), ("x = 1", false), ("local function f() end", true)] {
            var entry = ReplEntry()
            _ = entry.take(line)
            #expect(entry.endsWithLocal == isLocal, "\(line)")
        }
    }

    @Test("members are those of the object that a global variable holds, where its lines say so")
    func completesMembers() {
        var entry = ReplEntry()
        for line in ["t = place(contract('AAPL'), order('BUY', 1))", "r = rsi(14)", "x = 1", "r = nil", "q = quote(c)"]
        {
            _ = entry.take(line)
        }
        func names(_ text: String) -> [String] {
            Completion(before: Array(text), commands: [], makers: entry.objects.makers).candidates
        }
        #expect(names("t:").contains("modify") && !names("t:").contains("resample"))
        #expect(names("t.").contains("avgFillPrice") && !names("t.").contains("bid"))
        #expect(names("q.").contains("bid") && !names("q.").contains("avgFillPrice"))
        // What holds another value now may be anything.
        #expect(names("r.").contains("bid") && names("x.").contains("bid"))
    }

    @Test(
        "names are completed by what stands before them",
        arguments: [
            ("pla", ["place"]), ("x = contra", ["contract"]), ("contract.fut", ["future"]),
            ("t.avgFill", ["avgFillPrice"]),
            ("t:modi", ["modify"]), ("o.lmtPr", ["lmtPrice", "lmtPriceOffset"]), ("contract(\"AAP", ["AAPL"]),
            (".sa", [".save"]),
            ("os.ti", ["time"]), ("qqq", []),
        ]
    )
    func completes(_ text: String, _ names: [String]) {
        let completion = Completion(before: Array(text), commands: [".save", ".exit"])
        #expect(completion.candidates == names)
        guard let name = names.first else { return }
        #expect((String(text.prefix(completion.start)) + name).hasPrefix(text))
    }

    @Test("of several names what they have in common is known")
    func common() {
        let completion = Completion(before: Array("contract.f"), commands: [])
        #expect(completion.candidates.count > 1 && completion.common.hasPrefix("f"))
        #expect(completion.candidates.allSatisfy { $0.hasPrefix(completion.common) })
    }
}
