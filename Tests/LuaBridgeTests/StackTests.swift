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
        #expect(small?.message == "less than 1 MiB of C stack is left on this thread")
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
}
