import ScriptHost
import TWSWire
import Testing

/// Functions that run beside the rest: `spawn`, `all`, `first_of`.
@Suite("tasks")
struct TaskTests {
    @Test("all runs its functions side by side, and gives their results under their names")
    func all() throws {
        let bench = try ScriptBench(
            """
            local r = all{
                slow = function() sleep(3) return {n = 7} end,
                fast = function() sleep(1) return "x" end,
                none = function() end,
            }
            print(now(), r.slow.n, r.fast, r.none)
            local list = all{function() return 1 end, function() return 2 end}
            print(#list, list[1], list[2])
            """
        )
        bench.advance(5)
        #expect(bench.prints == ["1003.0\t7\tx\tnil", "2\t1\t2"])
        #expect(bench.end?.reason == .finished)
    }

    @Test("all gives its results under the keys of its functions, whatever these are")
    func keys() throws {
        let bench = try ScriptBench(
            """
            local function give(x) return function() sleep(1) return x end end
            local mixed = all{give("first"), name = give("named"), give("second")}
            print(mixed[1], mixed[2], mixed.name, mixed["1"], #mixed)
            local sparse = all{[265598] = give("AAPL"), [0] = give("zero"), ["700"] = give("HK")}
            print(sparse[265598], sparse[0], sparse["700"], sparse[700], sparse["265598"])
            local key, value = first_of{["700"] = give("HK")} print(math.type(key), key, value)
            key, value = first_of{give("first"), late = 5} print(math.type(key), key, value)
            local list = all{give(nil), give(2)} print(list[1], list[2])
            """
        )
        bench.advance(9)
        #expect(
            bench.prints == [
                "first\tsecond\tnamed\tnil\t2", "AAPL\tzero\tHK\tnil\tnil", "nil\t700\tHK", "integer\t1\tfirst",
                "nil\t2",
            ]
        )
    }

    @Test("spawn passes its arguments on as a call does")
    func arguments() throws {
        let bench = try ScriptBench(
            """
            local list, held = {1, [265598] = 5, name = "n"}, contract("AAPL")
            local job = spawn(function(t, c, n, x, last)
                print(t == list, t[1], t[265598], t.name, c == held, c, n, x, last, select("#", t, c, n, x, last))
                t.done = true
            end, list, held, nil, coroutine.create(print) ~= nil, 5)
            job:wait() print(list.done)
            spawn(function(...) print(select("#", ...)) end)
            """
        )
        bench.advance(1)
        let first = bench.prints.first ?? ""
        #expect(first.hasPrefix("true\t1\t5\tn\ttrue\t<Contract symbol=AAPL"), "\(first)")
        #expect(first.hasSuffix("\tnil\ttrue\t5\t5"), "\(first)")
        #expect(bench.prints.dropFirst() == ["true", "0"])
        #expect(bench.end?.reason == .finished)
    }

    @Test("The first error of all is raised at its line, and ends the others")
    func allFails() throws {
        let bench = try ScriptBench(
            """
            local ok, e = pcall(all, {
                a = function() sleep(1) details(contract("AAPL")) end,
                b = function() sleep(10) print("never") end,
            })
            print(ok, e.code, now())
            """
        )
        bench.advance(1)
        guard case .reqContractDetails(let request)? = bench.sent.first else {
            Issue.record("nothing was asked"); return
        }
        let asked = bench.sent.count
        bench.receive(TWS.error(request.reqId, 200, "No security definition has been found for the request"))
        #expect(bench.prints == ["false\t200\t1001.0"])
        bench.advance(20)
        #expect(bench.prints.count == 1 && asked == 1)
        #expect(bench.end?.reason == .finished)
    }

    @Test("A cancelled task does not go on, and what it asked TWS for is undone")
    func cancel() throws {
        let bench = try ScriptBench(
            """
            local t = spawn(function() head_timestamp(contract("AAPL")) print("never") end)
            sleep(1)
            print(t.status) t:cancel() t:cancel() print(t.status, t.isDone)
            print(pcall(t.wait, t))
            """
        )
        bench.advance(2)
        #expect(bench.prints == ["running", "cancelled\ttrue", "false\ttest.lua:4: the task was cancelled"])
        guard bench.sent.count == 2, case .reqHeadTimeStamp(let request) = bench.sent[0],
            case .cancelHeadTimeStamp(let cancel) = bench.sent[1]
        else {
            Issue.record("\(bench.sent)")
            return
        }
        #expect(cancel.reqId == request.reqId)
        #expect(bench.end?.reason == .finished)
    }

    @Test("A task that is cancelled before its turn never runs; one cannot cancel itself")
    func early() throws {
        let bench = try ScriptBench(
            """
            local t = spawn(print, "never") t:cancel()
            local own own = spawn(function() sleep(1) own:cancel() end)
            sleep(2)
            """
        )
        bench.advance(3)
        #expect(bench.prints.isEmpty)
        #expect(bench.end?.message == "task:cancel: a task cannot cancel itself; return from its function (test.lua:2)")
    }

    @Test("wait gives the results of a task, raises its error, and gives nil when late")
    func wait() throws {
        let bench = try ScriptBench(
            """
            local t = spawn(function(a) sleep(2) return a, {a} end, 5)
            print(t:wait(1))
            local a, b = t:wait() print(a, b[1], now())
            local bad = spawn(function() sleep(1) error("boom") end)
            print(pcall(bad.wait, bad))
            """
        )
        bench.advance(5)
        #expect(bench.prints == ["nil", "5\t5\t1002.0", "false\ttest.lua:5: boom (test.lua:4)"])
    }

    @Test("An error that nobody waits for ends the script")
    func unwatched() throws {
        let bench = try ScriptBench(#"spawn(function() sleep(1) error("boom") end) sleep(9)"#)
        bench.advance(2)
        #expect(bench.end?.message == "test.lua:1: boom")
    }

    @Test("first_of takes functions and tasks, and ends the functions that are not first")
    func firstOf() throws {
        let bench = try ScriptBench(
            """
            local other = spawn(function() sleep(3) print("goes on") end)
            local key, value = first_of{
                quick = function() sleep(1) return "done" end,
                slow = function() sleep(2) print("never") end,
                other = other, late = 9,
            }
            print(key, value, now())
            """
        )
        bench.advance(9)
        #expect(bench.prints == ["quick\tdone\t1001.0", "goes on"])
    }

    @Test("Two waits at once never mix: each request gets its own answer, in whatever order they come")
    func twoWaits() throws {
        let bench = try ScriptBench(
            """
            for _, symbol in ipairs{"AAPL", "MSFT"} do
                spawn(function() print(symbol, details(contract(symbol))[1].contract.conId) end)
            end
            """
        )
        let ids = bench.sent.compactMap { message -> (Int, String)? in
            guard case .reqContractDetails(let request) = message else { return nil }
            return (request.reqId, request.contract.symbol)
        }
        #expect(ids.map(\.1) == ["AAPL", "MSFT"])
        func details(_ id: Int, _ conId: Int) -> [ServerMessage] {
            var found = ServerMessage.ContractDetails()
            (found.reqId, found.contractDetails.contract.conId) = (id, conId)
            var end = ServerMessage.ContractDetailsEnd()
            end.reqId = id
            return [.contractDetails(found), .contractDetailsEnd(end)]
        }
        for message in details(ids[1].0, 22) + details(ids[0].0, 11) { bench.receive(message) }
        #expect(bench.prints == ["MSFT\t22", "AAPL\t11"])
    }
}
