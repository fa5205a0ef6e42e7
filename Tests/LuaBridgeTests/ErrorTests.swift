internal import LuaBridge
internal import Testing

/// What the script sees of an error, and what the host does.
@Suite struct ErrorTests {
    @Test func aHostErrorIsCaughtWithItsFieldsAndItsLine() throws {
        let host = try TestHost()
        try host.run(
            """
            local ok, e = pcall(function()
                fail(201, 'order rejected', 'check the account')
            end)
            print(ok, e.code, e.message, e.remedy)
            print(e)
            print('seen: ' .. e .. '!')
            """
        )
        #expect(
            host.lines == [
                "false 201 order rejected check the account", "test.lua:2: order rejected",
                "seen: test.lua:2: order rejected!",
            ]
        )
    }

    @Test func theLineIsTheScriptsEvenThroughPcall() throws {
        let host = try TestHost()
        try host.run("\n\nlocal _, e = pcall(fail, 1, 'x') print(e)")
        #expect(host.lines == ["test.lua:3: x"])
    }

    @Test func anUncaughtHostErrorHasPositionTracebackAndCode() throws {
        let host = try TestHost()
        let error = host.failure(
            of: """
                local function inner()
                    fail(321, 'no such contract', 'try search')
                end
                function outer() inner() end
                outer()
                """,
            chunk: "buy.lua"
        )
        #expect(error?.code == .runtime)
        #expect(error?.message == "no such contract")
        #expect(error?.position?.chunk == "buy.lua")
        #expect(error?.position?.line == 2)
        #expect(error?.raised == LuaRaise(code: .number(321), message: "no such contract", remedy: "try search"))
        #expect(error?.description == "buy.lua:2: no such contract")
        let lines = error?.traceback?.split(separator: "\n") ?? []
        #expect(lines.count == 4)
        #expect(lines.first == "\t[C]: in global 'fail'" || lines.first == "\t[C]: in function 'fail'")
        #expect(lines.dropFirst().first?.hasPrefix("\tbuy.lua:2: in upvalue 'inner'") == true)
        #expect(lines.last == "\tbuy.lua:5: in main chunk")
    }

    @Test func aSwiftErrorIsRaisedWithItsDescription() throws {
        struct Odd: Error, CustomStringConvertible { let description = "odd thing" }
        let host = try TestHost()
        try host.vm.register("odd") { _ in throw Odd() }
        #expect(host.failure(of: "odd()")?.description == "test.lua:1: odd thing")
    }

    @Test func luaErrorsKeepTheirPosition() throws {
        let host = try TestHost()
        let error = host.failure(of: "local t\n\nt.x = 1")
        #expect(error?.code == .runtime)
        #expect(error?.position?.line == 3)
        #expect(error?.message == "attempt to index a nil value (local 't')")
        #expect(error?.raised == nil)
    }

    @Test func syntaxErrorsSayWhere() throws {
        let host = try TestHost()
        let error = host.failure(of: "local x = = 1", chunk: "bad.lua")
        #expect(error?.code == .syntax)
        #expect(error?.position?.description == "bad.lua:1")
        #expect(error?.message == "unexpected symbol near '='")
    }

    @Test func theMetatableOfAnErrorIsLocked() throws {
        let host = try TestHost()
        try host.run(
            """
            local _, e = pcall(fail, 5, 'm')
            print(getmetatable(e), (pcall(setmetatable, e, {})))
            local ok, why = pcall(function() return e .. {} end)
            print(ok, why)
            """
        )
        #expect(host.lines == ["false false", "false test.lua:3: attempt to concatenate a table value"])
    }

    @Test func aFaultInOneCallLeavesTheVMUsable() throws {
        let host = try TestHost()
        _ = host.failure(of: "fail(1, 'x')")
        try host.run("print('alive')")
        #expect(host.lines == ["alive"])
    }

    @Test func errorValuesAreReportedWithoutRunningScriptCode() throws {
        let host = try TestHost()
        let error = host.failure(
            of: "error(setmetatable({}, { __tostring = function() while true do end end, __name = ('n'):rep(1000) }))"
        )
        #expect(error?.code == .runtime)
        #expect(error?.message == "the error is a table value")
        #expect(host.failure(of: "error()")?.message == "the error is a nil value")
    }

    @Test func textIsCutAndEscaped() throws {
        let host = try TestHost()
        let long = host.failure(of: "error(('x'):rep(100000), 0)")
        #expect((long?.message.utf8.count ?? 0) <= 4100)
        let forged = host.failure(of: #"error('a\n\27[2Jb\r\u{202e}c', 0)"#)
        #expect(forged?.message == #"a\n\u{1b}[2Jb\r\u{202e}c"#)
        let names = host.failure(of: #"local t = { ['\27[2J\n'] = function() error('x') end } t['\27[2J\n']()"#)
        let raw = names?.traceback?.unicodeScalars.contains { $0.value < 0x20 && $0 != "\n" && $0 != "\t" }
        #expect(raw == false)
    }

    @Test func closingVariablesAreClosedAfterAnUncaughtError() throws {
        let host = try TestHost()
        let error = host.failure(
            of: """
                local x <close> = setmetatable({}, { __close = function(_, e) print('closed', e) error('second') end })
                error('first')
                """
        )
        #expect(error?.description == "test.lua:2: first")
        #expect(host.lines == ["closed test.lua:2: first"])
    }

    @Test func rethrowingKeepsTheTypedError() throws {
        let host = try TestHost()
        let error = host.failure(of: "local _, e = pcall(fail, 7, 'first')\nerror(e)")
        #expect(error?.raised?.code == .number(7))
        #expect(error?.position?.line == 1)
    }
}
