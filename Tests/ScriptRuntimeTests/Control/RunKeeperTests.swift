import Foundation
import ScriptHost
import Testing
import Trading

@testable import ScriptRuntime

/// What a run holds while it is alive, and what others see of it.
@Suite("A run that is alive")
struct RunKeeperTests {
    private let folder = TemporaryFolder()

    private func begin(_ digits: String = "0badcafe", mode: String = "paper", hasOwnBooks: Bool = false) throws
        -> RunKeeper
    {
        try RunKeeper.begin(
            digits,
            mode: mode,
            scripts: ["alpha", "beta"],
            hasOwnBooks: hasOwnBooks,
            in: folder.data
        )
    }

    @Test("it is listed from its beginning to its end, with its account once that is known")
    func listed() throws {
        let keeper = try begin()
        #expect(LiveRun.all(in: folder.data).map(\.account) == [""])
        try keeper.claim(RunLogin(account: "DU1"))
        let run = try #require(LiveRun.all(in: folder.data).first)
        #expect(run.name.text == "0badcafe")
        #expect(run.pid == Int(getpid()))
        #expect(run.scripts == ["alpha", "beta"])
        #expect(run.account == "DU1")
        #expect(run.books == folder.data.accounts + "/DU1")
        #expect(folder.mode(folder.data.entry(run.name)) == "600")
        #expect(try LiveRun.find("0bad", in: folder.data) == run)
        #expect(try LiveRun.find("beta", in: folder.data) == run)
        #expect(try LiveRun.find("scripts/alpha.lua", in: folder.data) == run)
        #expect(try LiveRun.find("1", in: folder.data) == nil)
        keeper.end()
        #expect(LiveRun.all(in: folder.data) == [])
        #expect(FolderMaker.names(in: folder.data.live) == [])
    }

    @Test("a script that several runs have names none of them, but lists them")
    func several() throws {
        let runs = [
            RunWord.Candidate(name: "11111111", scripts: ["alpha"]),
            .init(name: "22222222", scripts: ["alpha", "beta"]),
        ]
        #expect(try RunWord("beta").run(among: runs) == "22222222")
        #expect(try RunWord("2").run(among: runs) == "22222222")
        #expect(try RunWord("gamma").run(among: runs) == nil)
        let failure = #expect(throws: RunFailure.self) { try RunWord("alpha.lua").run(among: runs) }
        #expect(failure?.status == 64)
        #expect(failure?.description.contains("11111111 (alpha), 22222222 (alpha, beta); name the run") == true)
    }

    @Test("a second run on an account is refused, whatever its client id, and told who has it")
    func second() throws {
        let first = try begin("11111111")
        try first.claim(RunLogin(account: "DU1"))
        let second = try begin("22222222")
        let failure = #expect(throws: RunFailure.self) { try second.claim(RunLogin(account: "DU1")) }
        #expect(failure?.status == 4)
        #expect(
            failure?.description
                == "account DU1 is in use by run 11111111 (process \(getpid()), alpha, beta); end it with: ibscript stop "
                + "11111111, or give one run all the scripts"
        )
        try second.claim(RunLogin(account: "DU2"))
        try second.claim(RunLogin(account: "DU1", instance: "sim1"))
    }

    @Test("a client id is taken where the run is connected, and before that wherever it may be")
    func peers() throws {
        let usual = ["127.0.0.1:7497", "127.0.0.1:4002"]
        func begin(_ digits: String, _ peers: [String]) throws -> RunKeeper {
            try RunKeeper.begin(digits, mode: "paper", scripts: ["a"], peers: peers, clientId: 1, in: folder.data)
        }
        let first = try begin("11111111", usual)
        #expect(#expect(throws: RunFailure.self) { try begin("22222222", [usual[1]]) }?.status == 4)
        try first.claim(RunLogin(account: "DU1", peer: usual[0]))
        #expect(#expect(throws: RunFailure.self) { try begin("22222222", usual) }?.status == 4)
        let second = try begin("22222222", [usual[1]])
        second.end()
        first.end()
    }

    @Test("an account's name that is no file name is refused")
    func hostileAccount() throws {
        let keeper = try begin()
        #expect(throws: RunFailure.self) { try keeper.claim(RunLogin(account: "../../etc")) }
        #expect(LiveRun.all(in: folder.data).map(\.account) == [""])
    }

    @Test("the latch of its books holds when they are opened; an embedded run has books of its own")
    func latch() throws {
        let books = try folder.data.books(account: "DU1")
        try books.make()
        try LatchFile.write(Halt.Latch(level: .reducing, reason: "x", by: "ann"), to: books.halt)
        let paper = try begin("11111111")
        try paper.claim(RunLogin(account: "DU1"))
        #expect(paper.control.position.latch?.level == .reducing)
        let embedded = try begin("22222222", mode: "sim", hasOwnBooks: true)
        try embedded.claim(RunLogin(account: "DU1"))
        #expect(embedded.control.position.latch == nil)
        #expect(embedded.control.books == folder.data.run(embedded.place.name))
        let kept = try begin("33333333", mode: "sim")
        try kept.claim(RunLogin(account: "DU1", instance: "0123456789abcdef", peer: "memory:1"))
        #expect(try kept.control.books == folder.data.books(account: "DU1", instance: "0123456789abcdef"))
    }

    @Test("where the latch cannot be written, the run that is alive is halted all the same, and the command fails")
    func fullDisk() throws {
        let keeper = try begin()
        try keeper.claim(RunLogin(account: "DU1"))
        let books = try #require(keeper.control.books)
        // The draft of the latch cannot be written over a folder.
        let draft = "\(books.halt).\(getpid())"
        try FileManager.default.createDirectory(atPath: draft, withIntermediateDirectories: false)
        let folder = folder.data.path
        #expect(KillSwitch.run(.halt, account: "DU1", reason: "x", dataFolder: folder, json: true) == 1)
        #expect(keeper.control.position.latch?.level == .halted)
        #expect(keeper.control.position.latch?.reason == "x")
        #expect(LatchFile.read(books.halt) == nil)
        #expect(KillSwitch.run(.resume, account: "DU1", reason: "", dataFolder: folder, json: true) == 0)
        #expect(keeper.control.position.latch == nil)
    }

    /// Decision 43: what is not found is 1.
    @Test("an account that nobody knows can be halted before its first run; only resume needs one that is known")
    func unknownAccount() throws {
        let folder = folder.data.path
        #expect(KillSwitch.run(.halt, account: nil, reason: "", dataFolder: folder, json: true) == 64)
        #expect(KillSwitch.run(.resume, account: "DU9", reason: "", dataFolder: folder, json: true) == 1)
        #expect(KillSwitch.run(.halt, account: "../x", reason: "", dataFolder: folder, json: true) == 4)
        #expect(KillSwitch.run(.reduce, account: "DU9", reason: "a", dataFolder: folder, json: true) == 0)
        let keeper = try begin()
        try keeper.claim(RunLogin(account: "DU9"))
        #expect(keeper.control.position.latch?.level == .reducing)
        // All accounts at once; what is stricter already stays.
        #expect(KillSwitch.run(.halt, account: nil, reason: "b", dataFolder: folder, json: true) == 0)
        #expect(KillSwitch.run(.reduce, account: nil, reason: "c", dataFolder: folder, json: true) == 0)
        #expect(keeper.control.position.latch?.level == .halted)
        #expect(keeper.control.position.latch?.reason == "b")
    }

    @Test("an entry of a process that is gone is removed, with its socket")
    func stale() throws {
        let name = try #require(RunName("deadbeef"))
        try FolderMaker.make(folder.data.live)
        try folder.data.run(name).make()
        for path in [folder.data.entry(name), folder.data.socket(name), folder.data.run(name).lock] {
            try FolderMaker.replace(path, with: "{}", isDurable: false)
        }
        #expect(LiveRun.all(in: folder.data) == [])
        #expect(FolderMaker.names(in: folder.data.live) == [])
    }
}
