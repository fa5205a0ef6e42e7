/// Source texts, well-formed and not, that the parser and Lua's own compiler must judge alike.
enum LuaCorpus {
    static let wellFormed: [String] = [
        "", ";;;", "return", "return;", "return 1, 2, nil", "#!/usr/bin/env ibscript\nreturn 1", "# x",
        "local a <const>, b <close> = 1, nil", "local a = ...; return ...", "x = 1; y, z = x, x",
        "a.b.c[1]['d'].e = function(...) return ... end", "f 'x' [[y]] {z = 1} (1)(2)", "a:b 'c':d {} ()",
        "local function f(a, b, ...) return f(a) + b end", "function a.b.c:d(x) return self, x end",
        "if a then elseif b then else end", "while true do break end", "repeat local x = 1 until x == 1",
        "for i = 1, 10 do end for i = 1, 10, 2 do local i = i end", "for k, v in pairs(t) do goto next ::next:: end",
        "do goto done; local x; ::done:: end", "do local x goto f; ::f:: ::g:: ; end", "::a:: goto a",
        "do ::a:: end ::a::", "goto x do ::y:: end ::x::", "while a do while b do break end break end",
        "return not -#~x ^ 2 .. 'a' .. 'b' == c and d or e", "return 1 // 2 % 3 << 4 >> 5 & 6 | 7 ~ 8",
        "return a <= b, a >= b, a ~= b, a == b, a < b, a > b",
        "return 0x10, 0xA.8p1, 0x.8, 0x8., 1e10, 1E-3, .5, 5., 3.25e+2, 0xfp-2, 9007199254740993, 0xffffffffffffffffff",
        #"return "\a\b\f\n\r\t\v\\\"\'\x41\065\u{48}\u{7FFFFFFF}\z   x""#, "return 'a\\\nb', \"\\\r\nx\"",
        "return [[a]], [==[a]]b]==], [[\nfirst]], [[\r\n]]", "-- c\n--[[ long\n]] return --[==[ x ]] ]==] 1",
        "return {1, 2; 3, a = 1, ['b'] = 2, [1 + 1] = f(), ...}", "return {}, {{}, {{}}}, {f = function() end}",
        "local t = {a = a, b, c = c; d}", "return function() end, function(a) return a end",
        "local _ENV = {}; x = 1", "local x <const> = 1; return x", "return (f()), (...), ((a))", "(f)()", "(a).b = 1",
        "local a; do local a; do local a end end", "local goto_ = 1",
        "return a.b:c(d):e{f}:g'h'", "return -x^-y", "return a..b..c..d", "return 2^3^4", "return\n\n\n;",
        "local function f() return end", "repeat ::l:: local x goto l until x", "\u{FEFF}return 1",
        "if x then return end if y then return 1 end", "local function f() goto e; do end ::e:: end",
        "for _ = 1, 2 do for _ = 1, 2 do goto c ::c:: end end", "do goto l1 end ::l1:: ::l2::", "a = b\n;(c)()",
        "return '\u{e9}\u{4e2d}' -- \u{e9}", "return 3 .. 4", "return 1 - -1 -- --1", "x = function() break_ = 1 end",
        "return 'a\\z\n\n   b'", "local a <const> = 5 do local a = 1; a = 2 end", "return 1--[[x]]--[==[y]==]\n",
    ]

    static let malformed: [String] = [
        "x", "x =", "= 1", "x = = 1", "local", "local 1", "local x =", "local function", "local function f", "x y",
        "function", "function f", "function f(", "function f(a,", "function f(a b)", "function f(..., a) end",
        "function f.1() end", "function f:a.b() end", "f(", "f(1,", "f(1 2)", "f(\n1", "f{", "f{1,\n2", "{1}",
        "if x", "if x then", "if x then else", "if x then elseif", "if x then\n\nelse\n", "while", "while x do",
        "\nwhile x do\n\n", "for", "for x", "for x do", "for x = 1 do end", "for x = 1, do end",
        "for x, y = 1, 2 do end",
        "for x in", "for x in y", "for 1 in y do end", "repeat", "repeat x()", "repeat\nuntil", "do", "do\n\n", "end",
        "do end end", "return return", "return 1 x = 2", "return,", "break", "do break end", "function f() break end",
        "while x do function f() break end end", "goto", "goto x", "goto 1", "do ::x:: end goto x",
        "::x:: ::x::", "::x::\ndo\n::x:: end", "::", "::x", "::x:", "do goto x; local a; ::x:: f(a) end",
        "goto x\nlocal a\n::x::\nf()", "repeat goto c; local y; ::c:: until y", "function f()\ngoto x\nend\nx()",
        "local x <const> = 1; x = 2", "local x <close> = nil; x = 2", "local x <const> = 1; function x() end",
        "local x <foo> = 1", "local x <close>, y <close> = 1, 2", "local x <", "local x <const", "local x <1>",
        "function f() return ... end", "x = }", "x = )", "x = ]", "x = ;", "x = *", "x = a.", "x = a.1", "x = a[",
        "x = a[1", "x = a:b", "x = a:1()", "x:y", "a.b", "a[1]", "(a)", "(a) = 1", "a() = 1", "a, b() = 1", "a, b",
        "a, (b) = 1", "1 = x", "'a' = x", "'a':b()", "nil()", "f() = 2", "a.b:c = 1", "not x", "-x", "x = not",
        "x = 1 +", "x = 1 + * 2", "x = #", "x = ~", "x = a b", "x = function", "x = function(", "x = function() ",
        "x = {", "x = {a =", "x = {a = 1", "x = {[1] 2}", "x = {[1 = 2}", "x = {1 2}", "x = {a == 1", "x = {,}",
        "x = {;}",
        "x = \"abc", "x = 'abc", "x = 'abc\n'", "x = \"a\\", "x = 'a\\q'", "x = 'a\\xZZ'", "x = 'a\\x4'",
        "x = 'a\\x4G'",
        "x = 'a\\256'", "x = 'a\\999z'", "x = 'a\\u'", "x = 'a\\u{'", "x = 'a\\u{}'", "x = 'a\\u{41'",
        "x = 'a\\u{80000000}'",
        "x = 'a\\u{zz}'", "x = [[abc", "x = [==[abc]]", "x = [=abc", "x = [=", "x = [==\n", "--[[ abc",
        "--[==[ abc\n]]\n",
        "x = 3x", "x = 3.4.5", "x = 3e", "x = 3e+", "x = 0x", "x = 0xg", "x = 0x1p", "x = 0x1.2.3", "x = 1..2",
        "x = 08a",
        "x = 3in", "x = 1e5e", "x = .", "x = ..", "x = ....", "x ! y", "x = a != b", "x = @", "$x", "x = a ? b : c",
        "x += 1",
        "x++", "if x = 1 then end", "if x then else if y then end", "x = `a`", "x = a && b", "x = \\",
        "for i = 1, 2 do\nx(\nend",
        "x = (1", "x = (1\n\n", "x = (\n1\n}", "f(\n\n1", "x = {\n\n1", "x\n\n\n=", "return f(\n)\n)", "local a.b = 1",
        "local function a.b() end", "local x, = 1", "function f(a, ) end", "return ::x::", "x = 'a\0b", "\u{e9} = 1",
        "x = \u{e9}",
        "x = 1 --[[ \n\n", "until x", "else", "elseif x then", "then", "in", "x = and", "x = or 1", "::a b::",
        "goto a b",
    ]

    /// Texts made by rule, around limits and under deep nesting.
    static let generated: [String] = [
        String(repeating: "(", count: 100) + "1" + String(repeating: ")", count: 100),
        "x = " + String(repeating: "(", count: 100) + "1" + String(repeating: ")", count: 100),
        "x = " + String(repeating: "(", count: 100_000), "x = " + String(repeating: "{", count: 100_000),
        "x = " + String(repeating: "-", count: 1) + String(repeating: "not ", count: 30_000) + "1",
        "x = " + String(repeating: "a..", count: 150) + "a", "x = " + String(repeating: "a..", count: 30_000) + "a",
        "x = " + String(repeating: "2^", count: 30_000) + "2", "x = 1" + String(repeating: "+1", count: 30_000),
        String(repeating: "do ", count: 100) + String(repeating: "end ", count: 100),
        String(repeating: "do ", count: 40_000), String(repeating: "if x then ", count: 10_000),
        String(repeating: "while x do ", count: 10_000), String(repeating: "function f() ", count: 9_000),
        "x = " + String(repeating: "function() return ", count: 7_000), String(repeating: "f(", count: 60_000),
        String(repeating: "::a", count: 10_000), (0..<5_000).map { "::l\($0):: " }.joined(),
        String(repeating: "a,", count: 40_000), "f" + String(repeating: "()", count: 60_000),
        "x = a" + String(repeating: ".a", count: 60_000), "x = a" + String(repeating: "[1]", count: 40_000),
        "local " + (0..<200).map { "v\($0)" }.joined(separator: ", "),
        "local " + (0..<201).map { "v\($0)" }.joined(separator: ", "),
        (0..<201).map { "local v\($0)\n" }.joined(),
        "function f(" + (0..<201).map { "v\($0)" }.joined(separator: ",") + ") end",
        (0..<197).map { "local v\($0)\n" }.joined() + "for i = 1, 2 do end",
        (0..<196).map { "local v\($0)\n" }.joined() + "for i = 1, 2 do end",
        (0..<196).map { "local v\($0)\n" }.joined() + "for i in x do end",
        "do local " + (0..<150).map { "v\($0)" }.joined(separator: ", ") + "\nend local "
            + (0..<150).map { "w\($0)" }.joined(separator: ", "),
        manyOuterVariables(255), manyOuterVariables(256),
        "--[[" + String(repeating: "]=", count: 50_000), "x = [" + String(repeating: "=", count: 100_000),
    ]

    /// A function that uses `count` variables of two functions around it, the global environment among them.
    private static func manyOuterVariables(_ count: Int) -> String {
        let first = (0..<150).map { "a\($0)" }
        let second = (0..<(count - 150 - 1)).map { "b\($0)" }
        let uses = (first + second).map { "x = \($0)\n" }.joined()
        return "local " + first.joined(separator: ",") + "\nfunction f()\nlocal " + second.joined(separator: ",")
            + "\nreturn function()\n" + uses + "end end"
    }
}
