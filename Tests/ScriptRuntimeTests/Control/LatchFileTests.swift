import Foundation
import Testing
import Trading

@testable import ScriptRuntime

/// The latch on the disk.
@Suite("Latch file")
struct LatchFileTests {
    private let folder = TemporaryFolder()
    private let books: BookFolder

    init() throws {
        books = try folder.data.books(account: "DU1")
        try books.make()
    }

    @Test("what is written is read, whatever the reason holds")
    func roundTrip() throws {
        #expect(LatchFile.read(books.halt) == nil)
        for level in [Halt.Level.reducing, .halted] {
            let latch = Halt.Latch(level: level, reason: "a \"b\"\n{}\u{1B}[2J", by: "ann", at: "now")
            try LatchFile.write(latch, to: books.halt)
            #expect(LatchFile.read(books.halt) == latch)
        }
        #expect(folder.mode(books.halt) == "600")
        #expect(try LatchFile.remove(books.halt))
        #expect(try !LatchFile.remove(books.halt))
        #expect(LatchFile.read(books.halt) == nil)
        #expect(FolderMaker.names(in: books.path) == [])
    }

    @Test(
        "a latch that nobody understands counts as HALTED",
        arguments: [
            "", "x", "{}", #"{"level":"ACTIVE","by":"x"}"#, #"{"level":"HALT","by":"x"}"#, #"{"level":"HALTED""#,
        ]
    )
    func garbage(text: String) throws {
        try FolderMaker.replace(books.halt, with: text, isDurable: false)
        #expect(LatchFile.read(books.halt)?.level == .halted)
    }

    @Test("a latch that cannot be read counts as HALTED")
    func unreadable() throws {
        try FileManager.default.createDirectory(atPath: books.halt, withIntermediateDirectories: false)
        #expect(LatchFile.read(books.halt)?.level == .halted)
    }

    @Test("a person's latch names the person and the time")
    func now() {
        let latch = LatchFile.now(.halted, reason: "x")
        #expect(latch.by == NSUserName())
        #expect(latch.at.wholeMatch(of: #/20\d\d-\d\d-\d\d \d\d:\d\d:\d\d UTC/#) != nil, "\(latch.at)")
    }
}
