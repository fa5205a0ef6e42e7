internal import Foundation
internal import LuaBridge
internal import Testing

/// `find`, `match`, `gmatch` and `gsub` against those of the system's own Lua.
@Suite struct PatternDifferentialTests {
    /// Cases of each seed; each calls all four functions.
    private static let count = 10_000
    private static let seeds = ProcessInfo.processInfo.environment["IBSCRIPT_SOAK"] == "1" ? 1...10 : 1...1
    /// Where the two may differ: how deep a pattern may go, and when memory ends.
    private static let excluded = ["too\\32complex", "not\\32enough\\32memory"]

    @Test(arguments: seeds)
    func theFunctionsAgreeWithStockLua(seed: Int) throws {
        let source = PatternCases.source(seed: seed, count: Self.count)
        let expected = try stock(source)
        var budget = LuaVM.Budget.small
        budget.instructionsForMain = .max / 2
        budget.bytes = 64 << 20
        budget.seconds = 600
        let host = try TestHost(budget)
        try host.run(source)
        #expect(expected.count == 4 * Self.count)
        #expect(host.lines.count == expected.count)
        let different = zip(host.lines, expected).filter { ours, stock in
            ours != stock && !Self.excluded.contains { ours.contains($0) || stock.contains($0) }
        }
        let first = different.first.map { "ours: \($0.0)\nstock: \($0.1)" } ?? ""
        #expect(different.isEmpty, "\(different.count) differ\n\(first)")
        // The cases are no trifles: most of what a pattern can do happens in them.
        let errors = expected.count { $0.contains(" error \"") }
        #expect(errors > expected.count / 20 && errors < expected.count / 2, "\(errors) errors")
        for part in ["%f[", "%b", "()", "(", "%1", "[^", "-\"", "^", "$\""] {
            #expect(expected.contains { $0.contains(part) && !$0.contains("error") && !$0.hasSuffix("nil") }, "\(part)")
        }
        if seed == Self.seeds.upperBound {
            print("soak: \(Self.count * Self.seeds.count) patterns equal to those of stock Lua")
        }
    }

    /// What the system's `lua5.4` prints for a source.
    private func stock(_ source: String) throws -> [String] {
        let file = FileManager.default.temporaryDirectory.appendingPathComponent("\(UUID()).lua")
        try source.write(to: file, atomically: true, encoding: .utf8)
        defer { try? FileManager.default.removeItem(at: file) }
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["lua5.4", file.path]
        let pipe = Pipe()
        process.standardOutput = pipe
        try process.run()
        let output = pipe.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        try #require(process.terminationStatus == 0, "the tests need the program lua5.4: make test-deps")
        return String(decoding: output, as: UTF8.self).split(separator: "\n").map(String.init)
    }
}
