internal import Glibc
internal import LuaBridge
internal import Testing

/// The C stack a VM needs is measured, not assumed.
@Suite struct StackTests {
    /// Runs the closure on a thread with a stack of that size.
    private func onThread(stack: Int, _ body: @escaping () -> Void) {
        final class Work {
            let body: () -> Void
            init(_ body: @escaping () -> Void) { self.body = body }
        }
        var attributes = pthread_attr_t()
        pthread_attr_init(&attributes)
        // Memory of our own: the library might hand out a larger stack that it has kept.
        let memory = UnsafeMutableRawPointer.allocate(byteCount: stack, alignment: 1 << 16)
        pthread_attr_setstack(&attributes, memory, stack)
        defer {
            pthread_attr_destroy(&attributes)
            memory.deallocate()
        }
        var thread = pthread_t()
        let status = pthread_create(
            &thread,
            &attributes,
            { argument in
                if let argument { Unmanaged<Work>.fromOpaque(argument).takeRetainedValue().body() }
                return nil
            },
            Unmanaged.passRetained(Work(body)).toOpaque()
        )
        #expect(status == 0)
        pthread_join(thread, nil)
    }

    @Test func aThreadWithASmallStackIsRefused() {
        var small: ScriptError?
        onThread(stack: 768 << 10) {
            do { _ = try LuaVM() } catch { small = error as? ScriptError }
        }
        #expect(small?.code == .closed)
        #expect(small?.message == "too little C stack is left on this thread")
    }

    @Test func theDeepestRecursionFitsTwoMebibytes() {
        var lines: [String] = []
        var failure: ScriptError?
        onThread(stack: 2 << 20) {
            do {
                let host = try TestHost()
                try host.run(
                    """
                    local function gsub(n) return (('x'):gsub('x', function() return gsub(n + 1) end)) end
                    print((pcall(gsub, 1)))
                    local function sort(n) table.sort({ 1, 2 }, function() sort(n + 1) return true end) end
                    print((pcall(sort, 1)))
                    local co co = function() return (coroutine.wrap(function() return ('x'):gsub('x', co) end)()) end
                    print((pcall(co)))
                    local waiting = {}
                    for i = 1, 3000 do
                        waiting[i] = coroutine.create(function()
                            local x <close> = setmetatable({}, { __close = function() coroutine.close(waiting[i + 1]) end })
                            coroutine.yield()
                        end)
                        coroutine.resume(waiting[i])
                    end
                    print((pcall(coroutine.close, waiting[1])))
                    """
                )
                lines = host.lines
            } catch { failure = error as? ScriptError }
        }
        #expect(failure == nil)
        #expect(lines == ["false", "false", "false", "true"])
    }

    @Test func aVMThatMovesToASmallThreadIsRefusedThere() throws {
        let host = try TestHost()
        try host.run("print('here')")
        var code: ScriptError.Code?
        onThread(stack: 768 << 10) {
            do { try host.run("print('there')") } catch { code = (error as? ScriptError)?.code }
        }
        #expect(code == .closed)
        #expect(host.lines == ["here"])
    }

    /// Chains are counted by their fields, whatever else the source holds.
    @Test(arguments: [
        ("return a" + String(repeating: ".a", count: 1001), 1001),
        ("return a" + String(repeating: "[1]", count: 1001), 1001),
        ("return a" + String(repeating: "['.'] --[==[ ]=] ]==] \n .b", count: 600), 1200),
        (
            "return " + String(repeating: "(", count: 150) + "a"
                + String(repeating: ".a) . b[ [[x]] ][a.b.c]", count: 150)
                + String(repeating: ".x", count: 600), 1200
        ),
    ])
    func longChainsAreRefused(source: String, fields: Int) throws {
        let error = try TestHost().failure(of: source)
        #expect(error?.code == .syntax)
        #expect(error?.message == "a chain of \(fields) fields: 1000 at most")
    }

    @Test(arguments: [
        "a" + String(repeating: ".a", count: 1000), "a" + String(repeating: "[1]", count: 1000),
        "'" + String(repeating: "a.", count: 2000) + "'", "{ " + String(repeating: "a.a, ", count: 2000) + "}",
        "#('" + String(repeating: ".a[", count: 2000) + "')", "'x'" + String(repeating: "..a.a", count: 190),
        "[==[" + String(repeating: "a.", count: 2000) + "]==]", "a --" + String(repeating: ".a", count: 2000) + "\n",
        "f" + String(repeating: "(1)", count: 190) + ".a" + String(repeating: ":m().a", count: 190),
    ])
    func othersAreNot(expression: String) throws {
        let host = try TestHost()
        try host.run(
            """
            local a, f = {}, nil
            f = setmetatable({ m = function() return f end }, { __call = function() return f end })
            a.a, a[1], f.a = a, a, f
            getmetatable(f).__index = f
            setmetatable(a, { __concat = function() return a end })
            local x = \(expression)
            print('run')
            """
        )
        #expect(host.lines == ["run"])
    }
}
