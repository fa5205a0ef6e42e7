import Foundation
import Testing

/// `ibscript run --watch`: what becomes of a run when its file is saved.
@Suite("run --watch")
struct WatchTests {
    private static let header = """
        --[[ibscript
        api = 1
        name = "watched"
        [trade]
        symbols = ["AAPL"]
        max_order_qty = 10
        ]]

        """

    /// A script's file beside its run.
    private final class Run {
        let path = FileManager.default.temporaryDirectory.appendingPathComponent("\(UUID().uuidString).lua").path
        private let process: RunningProgram

        init(_ text: String, _ words: [String]) throws {
            try (WatchTests.header + text).write(toFile: path, atomically: true, encoding: .utf8)
            let data = ["--data-dir", Program.dataFolder()]
            process = try RunningProgram(Program.binary, ["run", "--watch", path] + data + words)
        }

        /// Saves another text, and waits for what is to be heard of it.
        func save(_ text: String, header: String = WatchTests.header, until said: String) throws {
            try (header + text).write(toFile: path, atomically: true, encoding: .utf8)
            try wait(for: said)
        }

        func wait(for text: String) throws {
            let end = Date().addingTimeInterval(40)
            while !(process.outputSoFar + process.errorsSoFar).contains(text) {
                guard Date() < end, !process.ends(within: 0.05) else {
                    throw SimulatorFailure("no \(text): \(process.outputSoFar)\(process.errorsSoFar)")
                }
            }
        }

        func interrupt() -> Finished {
            process.signal(SIGINT)
            return process.finish(deadline: 30)
        }

        deinit { try? FileManager.default.removeItem(atPath: path) }
    }

    @Test(
        "handlers begin again, orders stay, and an order of the main chunk needs a key",
        arguments: [[], ["--in-process"]]
    )
    func begins(words: [String]) throws {
        let run = try Run(
            """
            place(contract("AAPL"), order("BUY", 1, 180))
            every(1, function() print("first") end)
            """,
            words
        )
        try run.wait(for: "first\n")
        try run.save(
            """
            local kept = orders()
            print("kept", #kept, kept[1].order.lmtPrice)
            place(contract("AAPL"), order("BUY", 2, 181), {key = "second"})
            every(1, function() print("second") end)
            """,
            until: "second\n"
        )
        try run.save(#"print("third") place(contract("AAPL"), order("BUY", 3, 182))"#, until: "waiting for a change")
        try run.save(
            """
            after(0.1, function() place(contract("AAPL"), order("BUY", 4, 183)) print("fo" .. "urth", #orders()) end)
            every(1, function() end)
            """,
            until: "fourth\t3\n"
        )
        let result = run.interrupt()
        #expect(result.status == 130, "\(result.errors)")
        #expect(result.output.contains("kept\t1\t180.0\n"))
        let tail = result.output.components(separatedBy: "kept").last ?? ""
        #expect(!tail.contains("first\n"))
        #expect(result.errors.contains("its main chunk would place this order again"))
        #expect(result.errors.contains("order 3: BUY 4 AAPL LMT 183.00 placed"), "\(result.errors)")
    }

    @Test("what is no Lua, has another name, or may do more is refused; what runs goes on")
    func refuses() throws {
        let run = try Run(#"every(1, function() print("tick") end)"#, [])
        try run.wait(for: "tick\n")
        try run.save("print(", until: "the text breaks off")
        try run.save("x = = 1", until: "unexpected symbol near '='")
        let name = Self.header.replacingOccurrences(of: "watched", with: "other")
        try run.save("", header: name, until: "its name is other now, was watched")
        let more = Self.header.replacingOccurrences(of: "= 10", with: "= 11")
        try run.save("", header: more, until: "max_order_qty: 11, was 10")
        let less = Self.header.replacingOccurrences(of: "= 10", with: "= 5")
        try run.save(
            #"print("less", pcall(place, contract("AAPL"), order("BUY", 6), {key = "k"}))"#,
            header: less,
            until: "less\tfalse"
        )
        #expect(run.interrupt().status == 130)
    }

    @Test("a live run and a text that is in no file are not watched")
    func usage() throws {
        let live = try run(Program.binary, ["run", "--watch", "--live", "x.lua"])
        #expect(live.status == 64 && live.errors.contains("--watch is refused with --live"))
        let text = try run(Program.binary, ["run", "--watch", "-e", "print(1)"])
        #expect(text.status == 64 && text.errors.contains("needs scripts that are files"))
    }
}
