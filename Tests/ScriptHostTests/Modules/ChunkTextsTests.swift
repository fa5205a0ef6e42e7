import LuaBridge
import Testing

@testable import ScriptHost

@Suite("The texts that a script was compiled from")
struct ChunkTextsTests {
    private func seen(_ bench: ScriptBench) throws -> Set<String>? {
        let handler = try #require(bench.session.hub.onlyHandler(of: "bar"))
        return bench.session.texts.fieldsSeen(by: handler.function, in: bench.session.vm)
    }

    @Test("say which fields a function sees of its first argument, in whatever file it is")
    func files() throws {
        let own = #"on("bar", function(bar) return bar.close end)"#
        #expect(try seen(ScriptBench(own)) == ["close"])
        #expect(try seen(ScriptBench(own.replacing("bar.close", with: "bar"))) == nil)
        let module = OneModule(name: "other", text: "\nreturn function(bar) return bar.low end")
        #expect(try seen(ScriptBench(#"on("bar", require("other"))"#, modules: module)) == ["low"])
        #expect(try seen(ScriptBench(#"on("bar", print)"#)) == nil)
        #expect(try seen(ScriptBench(#"on("bar", coroutine.wrap(function(bar) return bar.close end))"#)) == nil)
    }

    @Test("say nothing where the same name stands for two of them")
    func sameName() throws {
        // Both functions are on lines 2 to 2 of test.lua.
        let module = OneModule(name: "test", text: "\nreturn function(bar) return bar.low end")
        let own = """
            local low = require("test")
            local function close(bar) return bar.close end
            on("bar", low)
            """
        #expect(try seen(ScriptBench(own, modules: module)) == nil)
        let bench = try ScriptBench("\non('bar', function(bar) return bar.close end)")
        #expect(try seen(bench) == ["close"])
        bench.session.look(at: bench.session.source, of: "test.lua")
        #expect(try seen(bench) == ["close"])
        bench.session.look(at: "1 + 1", of: "test.lua")
        #expect(try seen(bench) == nil)
        bench.session.look(at: bench.session.source, of: "test.lua")
        #expect(try seen(bench) == nil)
    }
}
