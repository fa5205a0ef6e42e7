import NIOCore
import Notation
import ScriptHost
import Trading

@testable import ScriptRuntime

/// What both ends of a relay know of the orders.
final class RelayedOrders {
    var told = ToldOrders()
    var heard = HeardOrders()
}

/// A script that hears and says everything as bytes, as one in a process of its own does. It may be away for some turns of
/// the loop each time, too.
final class RelayedScript: RunningScript {
    private let script: any RunningScript
    private let orders: RelayedOrders
    private let loop: (any EventLoop)?
    private var back: ([ScriptEffect]) -> Void = { _ in }
    private var turns = 0
    private(set) var isAway = false

    /// Stands before a script; with a loop it is away while the script works.
    init(_ script: any RunningScript, _ orders: RelayedOrders, awayOn loop: (any EventLoop)?) {
        self.script = script
        self.orders = orders
        self.loop = loop
    }

    func whenBack(_ take: @escaping ([ScriptEffect]) -> Void) { back = take }

    func handle(_ event: ScriptEvent, at moment: RunInstant) -> [ScriptEffect] {
        guard let loop else { return answer(event, moment) }
        isAway = true
        turns += 1
        work(event, moment, after: turns % 5, on: loop)
        return []
    }

    private func work(_ event: ScriptEvent, _ moment: RunInstant, after turns: Int, on loop: any EventLoop) {
        loop.later { [self] in
            guard turns == 0 else { return work(event, moment, after: turns - 1, on: loop) }
            let effects = answer(event, moment)
            isAway = false
            back(effects)
        }
    }

    private func answer(_ event: ScriptEvent, _ moment: RunInstant) -> [ScriptEffect] {
        let event = Self.relayed {
            $0.event(event, &orders.told)
        } read: { reader throws(ByteReader.Malformed) in
            try reader.event(&orders.heard)
        }
        return script.handle(event, at: moment).map { effect in
            Self.relayed {
                $0.effect(effect)
            } read: { reader throws(ByteReader.Malformed) in
                try reader.effect()
            }
        }
    }

    /// A value as it comes out of its bytes.
    static func relayed<Value>(
        _ write: (inout ByteWriter) -> Void,
        read: (inout ByteReader) throws(ByteReader.Malformed) -> Value
    ) -> Value {
        var writer = ByteWriter()
        write(&writer)
        var reader = ByteReader(writer.bytes)
        do throws(ByteReader.Malformed) {
            let value = try read(&reader)
            try reader.finish()
            return value
        } catch {
            preconditionFailure("\(error)")
        }
    }
}

/// The way to the desk, as bytes.
final class RelayedDesk: DeskAccess {
    private let desk: any DeskAccess
    private let orders: RelayedOrders

    init(_ desk: any DeskAccess, _ orders: RelayedOrders) { (self.desk, self.orders) = (desk, orders) }

    func submit(_ intent: Intent, line: Int?) -> Verdict {
        let intent = RelayedScript.relayed {
            $0.intent(intent)
        } read: { reader throws(ByteReader.Malformed) in
            try reader.intent()
        }
        let verdict = desk.submit(intent, line: line)
        return RelayedScript.relayed {
            $0.verdict(verdict, to: intent, &orders.told)
        } read: { reader throws(ByteReader.Malformed) in
            try reader.verdict(to: intent, &orders.heard)
        }
    }
}
