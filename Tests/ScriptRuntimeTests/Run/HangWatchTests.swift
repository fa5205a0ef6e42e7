import Testing

@testable import ScriptRuntime

@Suite("When a script counts as hung")
struct HangWatchTests {
    private func watch(_ looks: [Int?], seconds: Double = 7) -> [Bool] {
        var watch = HangWatch(seconds: seconds)
        return looks.map { watch.isHung($0, after: 0.5) }
    }

    @Test("one entry that lasts longer than its time")
    func hung() {
        // The first look begins the count; 7 s are over with the 15th after it.
        let looks = watch(Array(repeating: 5, count: 16))
        #expect(looks.firstIndex(of: true) == 15)
    }

    @Test("not many entries, however long they go on, nor one that waits")
    func alive() {
        #expect(!watch((0..<1000).map { 2 * $0 + 1 }).contains(true))
        #expect(!watch(Array(repeating: nil, count: 1000)).contains(true))
        #expect(!watch((0..<1000).map { $0 % 14 == 0 ? nil : 2 * ($0 / 14) + 1 }).contains(true))
    }

    @Test("one that says a little now and then, and never comes back")
    func dribbles() {
        let looks = watch((0..<1000).map { $0 % 2 == 1 ? nil : 5 })
        #expect(looks.firstIndex(of: true) == 30)
    }
}
