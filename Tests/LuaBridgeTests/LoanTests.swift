internal import LuaBridge
internal import Testing

/// Memory of the host that a script is the cause of.
@Suite struct LoanTests {
    @Test func whatIsLentCountsUntilItIsDropped() throws {
        let host = try TestHost()
        let before = host.vm.bytesInUse
        var loan: LuaLoan? = host.vm.lend(3 << 20)
        #expect(host.vm.bytesInUse == before + 3 << 20)
        withExtendedLifetime(loan) {}
        loan = nil
        #expect(host.vm.bytesInUse == before)
    }

    @Test func aLoanMayOutliveItsVM() throws {
        var host: TestHost? = try TestHost()
        let loan = host?.vm.lend(1000)
        host = nil
        withExtendedLifetime(loan) {}
    }

    /// The script gets Lua's own error, which it may catch; what it lets go makes room again.
    @Test func aScriptThatBorrowsTooMuchRunsOutOfMemory() throws {
        let host = try TestHost()
        var loans: [LuaLoan] = []
        try host.vm.register("keep") { [unowned host] _ in
            loans.append(try host.vm.borrow(1 << 20))
            return .returned
        }
        let error = host.failure(of: "local n = 0 while true do keep() end")
        #expect(error?.code == .outOfMemory)
        #expect(error?.message == "not enough memory")
        #expect(loans.count == 7)
        try host.run("print(pcall(keep)) print(pcall(function() return #('x'):rep(1000000) end))")
        #expect(host.lines == ["false not enough memory", "false not enough memory"])
        loans.removeLast(2)
        try host.run("print(pcall(keep))")
        #expect(host.lines.last == "true")
    }

    /// Memory that Lua would free makes room for the host.
    @Test func aLoanIsGivenAfterACollection() throws {
        let host = try TestHost()
        var loans: [LuaLoan] = []
        try host.vm.register("keep") { [unowned host] _ in
            loans.append(try host.vm.borrow(5 << 20))
            return .returned
        }
        try host.run(
            """
            local t = {}
            for i = 1, 6 do t[i] = ('x'):rep(900000) end
            t = nil
            keep()
            """
        )
        #expect(loans.count == 1)
    }

    /// One text that is given many times is read many times.
    @Test func whatOneCallReadsIsBounded() throws {
        let host = try TestHost()
        var values = 0
        try host.vm.register("read") { frame in
            for position in 1...frame.count {
                _ = try frame.value(position)
                values += 1
            }
            return .returned
        }
        try host.run(
            """
            local s, list = ('x'):rep(1000000), {}
            for i = 1, 1000 do list[i] = s end
            print(pcall(read, table.unpack(list)))
            print(pcall(read, s))
            """
        )
        #expect(host.lines == ["false not enough memory", "true"])
        #expect((3...8).contains(values))
    }

    @Test func theFootprintOfAValueHoldsItsText() {
        let text = String(repeating: "x", count: 1000)
        #expect(LuaValue.string(text).footprint >= 1000)
        #expect(LuaValue.array([.string(text), .table([(text, .string(text))])]).footprint >= 3000)
        #expect(LuaValue.integer(1).footprint > 0)
    }
}
