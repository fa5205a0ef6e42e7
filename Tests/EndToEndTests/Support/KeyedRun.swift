import Foundation
import Testing

/// A run of `keyed_orders.lua`, which buys one share for each of its keys, and is started again until it has.
struct KeyedRun {
    let keys: [String]
    private let data = ["--data-dir", Program.dataFolder()]
    private let words: [String]

    init(count: Int, port: Int) {
        keys = (1...count).map { "n\($0)" }
        words = ["run", Program.testScript("keyed_orders"), "count=\(count)", "--paper", "--port", "\(port)", "--wait"]
    }

    func start() throws -> RunningProgram { try RunningProgram(Program.binary, words + data) }

    /// Waits for the run's end, and looks at the simulator: every key has one order of one share.
    ///
    /// An order that the socket took and the simulator never got stays unknown and may not be sent again by itself. Then a
    /// person ends the run, looks, releases the order and starts again.
    func finish(_ process: RunningProgram, at simulator: Int, _ place: String) throws {
        var (patience, seconds) = (12, 0)
        while patience > 0, seconds < 90, !process.ends(within: 1) {
            seconds += 1
            if process.errorsSoFar.contains("its fate is unknown") { patience -= 1 }
        }
        var result: Finished
        if patience > 0 {
            result = process.finish(deadline: 1)
        } else {
            process.signal(SIGTERM)
            let lost = process.finish(deadline: 10).errors.matches(of: #/alarm on order (\d+): its fate is unknown/#)
            let faults = try Witness.look(at: simulator).faults(ofKeys: keys, filling: "AAPL", upTo: true)
            #expect(faults == [], "\(place)")
            // Of those that were unknown some have been found.
            let released = try Set(lost.map { String($0.1) }).filter { order in
                try run(Program.binary, ["release", order] + data).status == 0
            }
            #expect(released.count >= 1, "\(place)")
            result = try run(Program.binary, words + data, deadline: 90)
        }
        #expect(result.status == 0, "\(place)\n\(result.errors)")
        let faults = try Witness.look(at: simulator).faults(ofKeys: keys, filling: "AAPL")
        #expect(faults == [], "\(place)")
    }
}
