import ScriptHost
import TWSWire
import Testing

@Suite("oca, target_position, own, flatten")
struct GroupTests {
    @Test("Orders that are placed as a group leave side by side under one group")
    func group() throws {
        let bench = try ScriptBench(
            """
            local c = contract("AAPL")
            local t = oca{{c, order("BUY", 1, 90)}, {c, order.stop("BUY", 1, 110)}}
            print(#t, t[1].orderId, t[2].orderId)
            """
        )
        #expect(bench.placed.count == 2, "\(bench.end as Any)")
        #expect(Set(bench.placed.map(\.order.ocaGroup)) == ["ibs.o.0badcafe.1"])
        #expect(bench.placed.map(\.order.ocaType) == [1, 1])
        #expect(bench.placed.map(\.order.parentId) == [0, 0])
        #expect(bench.placed.map(\.order.transmit) == [true, true])
        #expect(bench.prints == ["2\t1\t2"])
    }

    @Test("Trades join a group by a modification; with reduce a fill in part takes its share off the others")
    func join() throws {
        let bench = try ScriptBench(
            """
            local c = contract("AAPL")
            local a, b = place(c, order("BUY", 1, 90)), place(c, order.stop("BUY", 1, 110))
            oca{a, b, reduce = true}
            sleep(1) a:modify{lmtPrice = 91}
            """
        )
        #expect(bench.modified.map(\.orderId) == [1, 2], "\(bench.end as Any)")
        #expect(bench.modified.map(\.order.ocaGroup) == ["ibs.o.0badcafe.1", "ibs.o.0badcafe.1"])
        #expect(bench.modified.map(\.order.ocaType) == [2, 2])
        bench.receive(TWS.status(1, .submitted, remaining: 1))
        bench.advance(1)
        #expect(bench.modified.last?.order.ocaGroup == "ibs.o.0badcafe.1")
        #expect(bench.modified.last?.order.lmtPrice == 91)
    }

    @Test("A script cannot name a group of its own")
    func closed() throws {
        let bench = try ScriptBench(
            #"place(contract("AAPL"), order{action="BUY", totalQuantity=1, orderType="MKT", ocaGroup="ibs.o.1", ocaType=1})"#
        )
        #expect(bench.placed.isEmpty)
        #expect(bench.end?.exitCode == 4)
    }

    /// An execution with the whole description of its contract, as TWS sends it.
    private static func execution(
        _ orderId: Int,
        _ execId: String,
        shares: Int,
        price: Double,
        side: ExecutionSide = .bought
    ) -> ServerMessage {
        guard
            case .execDetails(var details) = TWS.execution(orderId, execId, shares: shares, price: price, side: side)
        else { return .execDetails(.init()) }
        (details.contract.secType, details.contract.currency) = (.stock, "USD")
        return .execDetails(details)
    }

    @Test("target_position trades what is missing, counts its own working orders, and asks for nothing twice")
    func target() throws {
        let bench = try ScriptBench(
            """
            local c = contract("AAPL")
            local t = target_position(c, 100, {limit = 90})
            print(t.orderId, target_position(c, 100).orderId)
            t:wait()
            print(target_position(c, 100), own.position(c).position, own.position(c).avgPrice)
            target_position(c, -20):wait()
            print(own.position(c).position, #own.positions(), #own.fills(), own.fills()[2].shares)
            """
        )
        #expect(bench.placed.map(\.order.totalQuantity) == [100])
        #expect(bench.placed.first?.order.lmtPrice == 90)
        bench.receive(
            TWS.status(1, .submitted, remaining: 100),
            Self.execution(1, "a.1.01.01", shares: 100, price: 90),
            TWS.status(1, .filled, filled: 100),
            TWS.commission("a.1.01.01", 1)
        )
        #expect(bench.placed.map(\.order.totalQuantity) == [100, 120], "\(bench.end as Any)")
        #expect(bench.placed.last?.order.action == .sell)
        bench.receive(
            Self.execution(2, "a.2.01.01", shares: 120, price: 91, side: .sold),
            TWS.status(2, .filled, filled: 120),
            TWS.commission("a.2.01.01", 1)
        )
        #expect(bench.prints == ["1\t1", "nil\t100\t90.0", "-20\t1\t2\t120"])
    }

    @Test("An order that goes too far for another target is cancelled before the other way is taken")
    func turned() throws {
        let bench = try ScriptBench(
            """
            local c = contract("AAPL")
            target_position(c, 100, {limit = 90})
            sleep(1)
            print(target_position(c, -50))
            """
        )
        bench.receive(TWS.status(1, .submitted, remaining: 100))
        bench.advance(1)
        #expect(bench.cancelled == [1])
        #expect(bench.placed.count == 1)
        bench.receive(TWS.status(1, .cancelled, remaining: 100))
        #expect(bench.placed.map(\.order.totalQuantity) == [100, 50])
        #expect(bench.placed.last?.order.action == .sell)
    }

    @Test("flatten of the account needs its scope")
    func scope() throws {
        let bench = try ScriptBench("flatten{account = true}")
        #expect(bench.end?.exitCode == 4, "\(bench.end as Any)")
        let wrong = try ScriptBench("flatten{symbl = 'AAPL'}")
        #expect(wrong.end?.message == "flatten.symbl: no such field; did you mean symbol? (test.lua:1)")
    }
}
