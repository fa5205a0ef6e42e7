import Store
import Testing
import Trading

/// What scripts keep in the journal over their runs.
@Suite struct JournalMemoryTests {
    @Test func isThereAfterTheFileWasClosed() throws {
        let bench = try JournalBench()
        let file = try JournalFile(path: bench.path)
        try file.commit(
            [],
            memory: [
                JournalMemory(script: "alpha", key: "n", text: "1"),
                JournalMemory(script: "alpha", key: "m", text: "[]"),
                JournalMemory(script: "beta", key: "n", text: "2"),
            ],
            at: JournalBench.stamp()
        )
        try file.commit(
            [JournalBench.intent(1, "ibs.r.0badcafe.1.")],
            memory: [
                JournalMemory(script: "alpha", key: "n", text: "3"),
                JournalMemory(script: "alpha", key: "m", text: nil),
            ],
            at: JournalBench.stamp(2)
        )
        try file.close()
        let again = try JournalFile(path: bench.path)
        #expect(try again.memory(ofScript: "alpha") == ["n": "3"])
        #expect(try again.memory(ofScript: "beta") == ["n": "2"])
        #expect(try again.memory(ofScript: "gamma").isEmpty)
        try again.close()
    }
}
