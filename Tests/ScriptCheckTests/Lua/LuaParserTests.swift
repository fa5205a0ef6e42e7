internal import Testing

@testable internal import ScriptCheck

@Suite("The parser judges as Lua's own compiler does")
struct LuaParserReferenceTests {
    private func verdict(_ source: String) -> String? {
        do {
            _ = try LuaParser.parse(Array(source.utf8))
            return nil
        } catch {
            return "\(error.line): \(error.message)"
        }
    }

    @Test(arguments: LuaCorpus.wellFormed)
    func acceptsWhatLuaAccepts(_ source: String) throws {
        #expect(try LuaCompiler.verdict(source) == nil)
        #expect(verdict(source) == nil)
    }

    @Test(arguments: LuaCorpus.malformed)
    func refusesWithTheSameLineAndMessage(_ source: String) throws {
        let expected = try #require(try LuaCompiler.verdict(source))
        #expect(verdict(source) == expected)
    }

    @Test(arguments: 0..<8)
    func agreesOnTokensInAnyOrder(_ seed: UInt64) throws {
        var soup = TokenSoup(seed: seed)
        for _ in 0..<50 {
            let source = soup.next()
            #expect(try LuaCompiler.verdict(source) == verdict(source), "seed \(seed): \(source)")
        }
    }

    @Test(arguments: LuaCorpus.generated.indices)
    func agreesAtLimitsAndUnderDeepNesting(_ index: Int) throws {
        let source = LuaCorpus.generated[index]
        let expected = try LuaCompiler.verdict(source)
        let own = verdict(source)
        #expect((own == nil) == (expected == nil), "\(source.prefix(40)): own \(own ?? "-"), luac \(expected ?? "-")")
        // The depth at which Lua gives up depends on how deep the C stack already is.
        if let expected, !expected.contains("overflow"), !expected.contains("C levels") { #expect(own == expected) }
    }
}
