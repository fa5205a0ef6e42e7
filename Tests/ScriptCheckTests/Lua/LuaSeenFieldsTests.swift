internal import Foundation
internal import Testing

@testable internal import ScriptCheck

@Suite("What a function can see of its first argument")
struct LuaSeenFieldsTests {
    /// Bodies of `function(bar)`, and the fields that they can see; `nil` for all of them.
    private static let bodies: [(String, Set<String>?)] = [
        ("", []), ("return 1", []), ("x = bar.close", ["close"]), ("return bar.close, bar.open", ["close", "open"]),
        ("x = bar . close\ny = bar--[[c]].--\nhigh", ["close", "high"]), ("x = bar.close.y", ["close"]),
        ("x = f(bar.close)..bar.open", ["close", "open"]), ("bar.close(1)", ["close"]), ("bar.close:f()", ["close"]),
        ("bar.close = 1", ["close"]), ("function bar.close() end", ["close"]), ("x.bar = y.bar", []), ("x:bar()", []),
        ("return function() return bar.low end", ["low"]), ("local bar = bar.close", nil),
        ("print('bar', \"bar\")", []),
        ("local bars = x", []), ("-- bar\nreturn [[bar]]", []),
        ("if bar.close > 1 then x = bar.open end", ["close", "open"]),
        ("while x do repeat f(bar.low) until bar.high end", ["low", "high"]),
        ("for i = 1, bar.barCount do end", ["barCount"]),
        ("return bar", nil), ("local b = bar", nil), ("f(bar)", nil), ("f{bar}", nil), ("x = {bar = 1}", nil),
        ("return bar[k]", nil), ("return bar['close']", nil), ("bar:f()", nil), ("return bar.close, bar", nil),
        ("return function() return bar end", nil), ("for k in pairs(bar) do end", nil), ("bar = x", nil),
        ("return #bar", nil),
        ("return bar == x", nil), ("return bar .. x", nil), ("local x <const> = bar", nil), ("goto bar; ::bar::", nil),
        ("function bar.a.b() end", ["a"]), ("function bar() end", nil), ("function bar:f() end", nil),
        ("function x.bar() end", []), ("local function bar() end", nil), ("return function(bar) return bar end", nil),
        ("return function(x, bar) return bar end", nil),
        ("return function(bar) return bar.low end, bar.high", ["low", "high"]),
        ("f(function(bar) return bar.low end, function(bar) return bar.open end)", ["low", "open"]),
        ("return x and bar or y", nil), ("return -bar", nil), ("return not bar", nil), ("f'x' (bar)", nil),
        ("local _ENV = bar return close", nil), ("local _ENV = bar.x return close", ["x"]),
    ]

    @Test(arguments: bodies.indices)
    func body(_ index: Int) throws {
        let (body, expected) = Self.bodies[index]
        let text = "on('bar',\n\nfunction(bar)\n\(body)\nend)"
        #expect(try LuaCompiler.verdict(text) == nil)
        let last = 4 + body.filter { $0 == "\n" }.count + 1
        #expect(LuaSeenFields(text).fields(first: 3, last: last) == expected)
    }

    /// Whole texts with one function from line 1, and what it can see.
    private static let heads: [(String, Set<String>?)] = [
        ("local function f(bar, series) return bar.close + #series end", ["close"]),
        ("function f(bar) x = bar.low end", ["low"]),
        ("function a.b.f(bar) x = bar.low end", ["low"]), ("f = function(bar, ...) return bar.open, ... end", ["open"]),
        ("function a:f(bar) x = bar.low end", nil), ("f = function(...) return ... end", nil),
        ("f = function() end", nil),
        ("f = function(_ENV) return close end", nil), ("f = function(bar, bar) return bar.close end", nil),
        ("f = function\n(bar) return bar.close end", nil), ("x, y = function(bar) end, function(bar) end", nil),
        ("x, y = function(bar) end, function(bar)\nend", []), ("f = function(bar) do x = bar.low", nil), ("end", nil),
        ("'", nil),
        ("f((function(bar) return function(bar) return bar end end))", nil), ("#!lua\nf = 1", nil),
    ]

    @Test(arguments: heads.indices)
    func head(_ index: Int) {
        let (text, expected) = Self.heads[index]
        let last = 1 + text.filter { $0 == "\n" }.count
        #expect(LuaSeenFields(text).fields(first: 1, last: last) == expected, "\(text)")
    }

    @Test("a function that names more than 64 fields sees all, and the deepest nesting takes no time of its own")
    func many() {
        let fields = (1...65).map { "bar.a\($0)" }
        let body = { (count: Int) in "f = function(bar) return \(fields.prefix(count).joined(separator: ",")) end" }
        #expect(LuaSeenFields(body(64)).fields(first: 1, last: 1)?.count == 64)
        #expect(LuaSeenFields(body(65)).fields(first: 1, last: 1) == nil)
        let nested =
            String(repeating: "f(function(bar)\n", count: 150) + "g(bar.low)" + String(repeating: "\nend)", count: 150)
        #expect(LuaSeenFields(nested).fields(first: 1, last: 301) == ["low"])
        #expect(LuaSeenFields(nested).fields(first: 150, last: 152) == ["low"])
    }

    @Test("every field that Lua's own compiler reads from a first parameter is one that can be seen, at the same lines")
    func compiler() throws {
        var count = 0
        for text in Self.bodies.map({ "on('bar', function(bar, x)\n\($0.0)\nend)" }) + LuaCorpus.wellFormed {
            let seen = LuaSeenFields(text)
            for function in try LuaCompiler.functions(text) where function.parameters > 0 {
                guard let fields = seen.fields(first: function.first, last: function.last) else { continue }
                #expect(function.fieldsOfFirst.isSubset(of: fields), "\(text)")
                #expect(!function.usesFirstOtherwise, "\(text)")
                count += 1
            }
        }
        #expect(count > 20)
    }
}
