import Foundation

@testable import SimExchange

/// Some disasters and a seed: the same case is the same run.
struct ChaosCase: CustomStringConvertible {
    let number: Int
    let plans: [ChaosPlan]

    /// The plans that let a run connect. A TWS that never answers is met in `PeerTests` and in `ChaosTests` of the program.
    static let plans = ChaosPlan.allCases.filter { $0 != .wedged }

    /// Each plan alone, then pairs by chance, so many cases in all; only the one that `IBSCRIPT_CHAOS_CASE` names, if it does.
    static func all(_ count: Int) -> [ChaosCase] {
        var random = SeededGenerator(seed: 10)
        let cases = (0..<count).map { number -> ChaosCase in
            guard number >= plans.count else { return ChaosCase(number: number, plans: [plans[number]]) }
            let first = random.nextInteger(in: 0...plans.count - 1)
            let second = (first + random.nextInteger(in: 1...plans.count - 1)) % plans.count
            return ChaosCase(number: number, plans: [plans[first], plans[second]])
        }
        guard let wanted = ProcessInfo.processInfo.environment["IBSCRIPT_CHAOS_CASE"].flatMap({ Int($0) }) else {
            return cases
        }
        return cases.filter { $0.number == wanted }
    }

    var seed: UInt64 { UInt64(number + 1) }

    /// What it takes to see it again.
    var description: String {
        "IBSCRIPT_CHAOS_CASE=\(number): seed \(seed), \(plans.map(\.rawValue).joined(separator: ","))"
    }

    /// A script that trades two stocks at random for a minute, gives some orders a key, and asks again for keys that it has
    /// used; then it cancels what works, and waits until everything late has come.
    var script: String {
        #"""
        --[[ibscript
        api     = 1
        name    = "chaos"
        summary = "Trades at random"
        [trade]
        symbols     = ["AAPL", "MSFT"]
        order_types = ["MKT", "LMT"]
        short       = true
        ]]
        local seed = \#(seed)
        local function random(n)
            seed = (seed * 1103515245 + 12345) % 2147483648
            return seed // 65536 % n + 1
        end
        local contracts = {contract("AAPL"), contract("MSFT")}
        local quotes = {quote(contracts[1]), quote(contracts[2])}
        local trades, keys = {}, 0
        local function add(ok, t) if ok then trades[#trades + 1] = t end end
        for step = 1, 26 do
            sleep(random(20) / 5)
            local i, what = random(2), random(10)
            local c, q = contracts[i], quotes[i]
            local t = trades[random(math.max(1, #trades))]
            if what <= 6 then
                local side, size = random(2) == 1 and "BUY" or "SELL", random(60)
                local o = order(side, size)
                if random(3) == 1 and q.bid and q.ask then
                    o = order(side, size, side == "BUY" and q.bid or q.ask)
                end
                local options = {when_connected = 40}
                if random(2) == 1 then
                    keys = keys + 1
                    options.key = "k" .. keys
                end
                add(pcall(place, c, o, options))
            elseif what == 7 and keys > 0 then
                local key = "k" .. random(keys)
                pcall(place, c, order("BUY", 7), {when_connected = 40, key = key})
            elseif what <= 9 and t and not t.isDone then
                pcall(t.modify, t, {totalQuantity = t.filled + random(80)})
            elseif t and not t.isDone then
                pcall(t.cancel, t)
            end
        end
        for round = 1, 4 do
            for _, t in ipairs(trades) do
                if not t.isDone then pcall(t.cancel, t) end
            end
            sleep(20)
        end
        sleep(60)
        print("orders", #trades)
        stop()
        """#
    }
}
