import Foundation
import Testing

/// Several scripts in one run, from the outside.
@Suite("Several scripts")
struct SeveralScriptsTests {
    /// A script that buys once, as its inputs say, and waits for it.
    private static func buyer(_ name: String, _ symbol: String, limit: Int) -> String {
        """
        --[[ibscript
        api = 1
        name = "\(name)"
        [inputs]
        qty = { type = "integer", default = 1 }
        [trade]
        symbols = ["\(symbol)"]
        max_order_qty = \(limit)
        ]]
        local t = place(contract("\(symbol)"), order("BUY", input.qty))
        t:wait()
        print("has", t.filled)
        """
    }

    /// Runs scripts, each a text with its inputs, at full speed.
    private func runAll(_ scripts: [(text: String, inputs: [String])], _ options: [String] = []) throws -> Finished {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("\(UUID())")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        var arguments = ["run"]
        for (place, script) in scripts.enumerated() {
            let file = folder.appendingPathComponent("script\(place).lua")
            try Data(script.text.utf8).write(to: file)
            arguments += [file.path] + script.inputs
        }
        return try run(Program.binary, arguments + ["--speed", "max"] + options)
    }

    private func lines(_ text: String) -> [Substring] { text.split(separator: "\n") }

    @Test("an input goes to the script before it, every line bears its script's name, and the run sums up both")
    func inputs() throws {
        let result = try runAll([
            (Self.buyer("one", "AAPL", limit: 5), ["qty=2"]), (Self.buyer("two", "IBM", limit: 50), ["qty=20"]),
        ])
        #expect(result.status == 0, "\(result.errors)")
        #expect(Set(lines(result.output)) == ["one: has\t2", "two: has\t20"])
        let errors = lines(result.errors)
        #expect(errors.contains { $0.hasSuffix(" one: order 1: BUY 2 AAPL MKT placed") }, "\(result.errors)")
        #expect(errors.contains { $0.hasSuffix(" two: order 2: BUY 20 IBM MKT placed") })
        #expect(errors.allSatisfy { $0.contains(/^10:00:0\d\.\d{3} (one: |two: |summary: )/) }, "\(result.errors)")
        #expect(errors.contains { $0.contains(/^\S+ one: summary: \S+ s, 1 order, 1 fill, commission 1\.00 USD$/) })
        let sums = errors.filter { $0.contains(#/^\S+ summary: /#) }
        #expect(sums.count == 3)
        #expect(sums.first?.contains(/^\S+ summary: \S+ s, 2 orders, 2 fills, commission 2\.00 USD$/) == true)
        #expect(sums.dropFirst().map { $0.split(separator: " ")[2] } == ["AAPL:", "IBM:"])
    }

    @Test("one script has no prefix and one summary")
    func alone() throws {
        let result = try runAll([(Self.buyer("one", "AAPL", limit: 5), [])])
        #expect(result.output == "has\t1\n")
        #expect(result.errors.contains(" one on the simulator, account "))
        #expect(!result.errors.contains("one: "))
        #expect(lines(result.errors).count { $0.contains(" order, 1 fill") } == 1)
    }

    @Test("the limits of one script do not loosen those of another; the refused one ends, the other goes on")
    func limits() throws {
        let result = try runAll([
            (Self.buyer("free", "IBM", limit: 50), ["qty=20"]), (Self.buyer("tight", "AAPL", limit: 5), ["qty=20"]),
        ])
        #expect(result.status == 4, "\(result.errors)")
        #expect(lines(result.output) == ["free: has\t20"])
        let denials = lines(result.errors).filter { $0.contains("denied: place: ") }
        #expect(denials.count == 1)
        #expect(denials.first?.contains(" tight: denied: place: order.totalQuantity: 20 is above the limit") == true)
        #expect(denials.first?.hasSuffix("(script1.lua:10)") == true, "\(result.errors)")
        #expect(lines(result.errors).contains { $0.hasSuffix(" tight: ended: denied") })
        #expect(lines(result.errors).contains { $0.hasSuffix(" free: ended: finished") })
    }

    @Test("both scripts use request 1 of their own, and each hears its answer")
    func requestIds() throws {
        func asker(_ name: String, _ symbol: String) -> String {
            """
            --[[ibscript
            api = 1
            name = "\(name)"
            ]]
            local heard
            on("contractDetails", function(m) print(m.reqId, m.contractDetails.contract.symbol) heard = true end)
            tws.reqContractDetails(1, contract("\(symbol)"))
            while not heard do sleep(0.1) end
            """
        }
        let result = try runAll([(asker("one", "AAPL"), []), (asker("two", "IBM"), [])])
        #expect(result.status == 0, "\(result.errors)")
        #expect(Set(lines(result.output)) == ["one: 1\tAAPL", "two: 1\tIBM"])
        #expect(lines(result.output).count == 2)
    }

    /// Scripts in the order of the command line, and the exit code of their run.
    static let endings: [([String], Int32)] = [
        (["error('x')", "stop()", "while true do end"], 1),
        (["stop('early')", "while true do end", "sleep(1) error('x')"], 3),
        (["sleep(1)", "sleep(2) error('x')", "error({code = 5})"], 1),
        (["stop()", "sleep(1)"], 0),
    ]

    @Test("the exit code is the first that is not 0, in the order of the command line", arguments: endings)
    func exitCodes(sources: [String], status: Int32) throws {
        let result = try runAll(sources.map { ($0, []) })
        #expect(result.status == status, "\(result.errors)")
        // Every one came to an end of its own.
        for place in sources.indices {
            #expect(lines(result.errors).count { $0.contains(" script\(place): ended: ") } == 1, "\(result.errors)")
        }
    }

    @Test("a script that stops or fails leaves the others at work")
    func independence() throws {
        let result = try runAll([
            ("stop('enough')", []), ("error('boom')", []), ("sleep(5) print('still here')", []),
        ])
        #expect(result.status == 1)
        #expect(result.output == "script2: still here\n")
        #expect(result.errors.contains(/10:00:00\.000 script0: ended: stopped: enough\n/))
        #expect(result.errors.contains(/10:00:00\.000 script1: ended: script error: script1\.lua:1: boom\n/))
        #expect(result.errors.contains(/10:00:05\.000 script2: ended: finished\n/))
    }

    @Test("two scripts of one name are refused with what to do, and so is one given twice")
    func names() throws {
        let twins = try runAll([(Self.buyer("twin", "AAPL", limit: 5), []), (Self.buyer("twin", "IBM", limit: 5), [])])
        #expect(twins.status == 64)
        #expect(
            twins.errors.hasSuffix(
                "script1.lua are both named twin: two scripts of one run may not share a name; give one of them another "
                    + "name in its header\n"
            ),
            "\(twins.errors)"
        )
        #expect(twins.output.isEmpty)
        let path = Program.script("watch.lua")
        let twice = try run(Program.binary, ["run", path, path])
        #expect(twice.status == 64)
        #expect(twice.errors.hasPrefix("ibscript: \(path) is given twice: "), "\(twice.errors)")
    }

    @Test("with --json every object of a script bears its name, and the run's sum none")
    func json() throws {
        let result = try runAll(
            [(Self.buyer("one", "AAPL", limit: 5), []), (Self.buyer("two", "IBM", limit: 5), [])],
            ["--json"]
        )
        #expect(result.status == 0, "\(result.errors)")
        let objects = try lines(result.output).map {
            try #require(try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any])
        }
        let unnamed = objects.filter { $0["script"] == nil }
        #expect(unnamed.count == 1)
        #expect(unnamed.first?["event"] as? String == "summary")
        #expect(unnamed.first?["orders"] as? Int == 2)
        for name in ["one", "two"] {
            let own = objects.filter { $0["script"] as? String == name }
            #expect(own.last?["event"] as? String == "ended")
            #expect(own.count { $0["event"] as? String == "summary" } == 1)
            #expect(own.count { $0["event"] as? String == "fill" } == 1)
        }
        #expect(objects.allSatisfy { ($0["time"] as? Double ?? 0) >= 1_767_625_200 })
    }
}
