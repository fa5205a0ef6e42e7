import Foundation
import ScriptHeader
import ScriptHost
import Testing
import Trading

@testable import ScriptRuntime

/// Where things are kept, and for whose eyes.
@Suite("Data folder")
struct DataFolderTests {
    @Test(
        "the option goes before the environment",
        arguments: [
            ("/x", ["XDG_STATE_HOME": "/y", "HOME": "/z"], "/x"),
            (nil, ["XDG_STATE_HOME": "/y", "HOME": "/z"], "/y/ibscript"),
            (nil, ["XDG_STATE_HOME": "", "HOME": "/z"], "/z/.local/state/ibscript"),
            (nil, ["XDG_STATE_HOME": "relative", "HOME": "/z"], "/z/.local/state/ibscript"),
        ] as [(String?, [String: String], String)]
    )
    func chosen(option: String?, variables: [String: String], path: String) throws {
        #expect(try DataFolder(option: option) { variables[$0] }.path == path)
    }

    @Test("without a home the option is asked for")
    func homeless() {
        let failure = #expect(throws: RunFailure.self) { try DataFolder(option: nil) { _ in nil } }
        #expect(failure?.status == 4)
        #expect(failure?.description.contains("--data-dir") == true)
    }

    @Test("names of a peer that are no file names are refused", arguments: ["", "..", "../x", "a/b", "-x", "a b", "ä"])
    func hostileNames(name: String) {
        let data = DataFolder(path: "/d")
        #expect(throws: RunFailure.self) { try data.books(account: name) }
        #expect(throws: RunFailure.self) { try data.books(account: "DU1", instance: name) }
        #expect(throws: RunFailure.self) { try data.books(account: String(repeating: "a", count: 65)) }
    }

    @Test("each account, and each instance of a simulator, has its own books")
    func books() throws {
        let data = DataFolder(path: "/d")
        #expect(try data.books(account: "DU1").journal == "/d/accounts/DU1/journal.db")
        #expect(try data.books(account: "DU1", instance: "a7").halt == "/d/simulators/a7/DU1/halt")
    }

    @Test("folders are for their owner alone, and so are files")
    func permissions() throws {
        let folder = TemporaryFolder()
        let place = try RunPlace.claim("0badcafe", scripts: "a", in: folder.data)
        for path in [folder.data.path, folder.data.runs, place.folder.path] { #expect(folder.mode(path) == "700") }
        #expect(folder.mode(place.folder.lock) == "600")
        try FolderMaker.replace(place.folder.halt, with: "x", isDurable: true)
        #expect(folder.mode(place.folder.halt) == "600")
        #expect(FolderMaker.names(in: place.folder.path) == ["halt", "lock"])
    }

    @Test("the same run again empties its folder, and takes the next number while the first is alive")
    func sameRunAgain() throws {
        let folder = TemporaryFolder()
        do {
            let first = try RunPlace.claim("0badcafe", scripts: "a", in: folder.data)
            try FolderMaker.replace(first.folder.log, with: "x", isDurable: false)
            let second = try RunPlace.claim("0badcafe", scripts: "a", in: folder.data)
            #expect(first.name.text == "0badcafe")
            #expect(second.name.text == "0badcafe-2")
            #expect(try FolderMaker.text(first.folder.log) == "x")
        }
        let again = try RunPlace.claim("0badcafe", scripts: "a", in: folder.data)
        #expect(again.name.text == "0badcafe")
        #expect(FolderMaker.names(in: again.folder.path) == ["lock"])
    }

    @Test("the newest 200 folders of runs are kept, and all of runs that are alive")
    func tidies() throws {
        let folder = TemporaryFolder()
        let alive = try RunPlace.claim("00000000", scripts: "a", in: folder.data)
        for number in 1...RunPlace.kept + 20 {
            let name = "run\(1_000 + number)"
            let run = try folder.data.run(#require(RunName(name)))
            try run.make()
            try FolderMaker.replace(run.lock, with: "", isDurable: false)
            let time = Date(timeIntervalSince1970: Double(1_000_000 + number))
            try FileManager.default.setAttributes([.modificationDate: time], ofItemAtPath: run.lock)
        }
        let old = Date(timeIntervalSince1970: 1)
        try FileManager.default.setAttributes([.modificationDate: old], ofItemAtPath: alive.folder.lock)
        RunPlace.tidy(folder.data)
        let left = FolderMaker.names(in: folder.data.runs)
        // Twenty-one were too many; the oldest of them is alive.
        #expect(left.first == "00000000")
        #expect(left.dropFirst().first == "run1021")
        #expect(left.count == RunPlace.kept + 1)
    }

    @Test("settings that cannot be used end with 65, file and line")
    func settings() throws {
        let folder = TemporaryFolder()
        #expect(try UserSettings.read(folder.data) == UserSettings())
        try FolderMaker.make(folder.data.path)
        try FolderMaker.replace(folder.data.settings, with: "port = 1\nhots = 2\n", isDurable: false)
        let failure = #expect(throws: RunFailure.self) { try UserSettings.read(folder.data) }
        #expect(failure?.status == 65)
        #expect(failure?.description == "\(folder.data.settings):2: hots: no such key; did you mean host?")
        let zone = "zone = \"Europe/Berlin\"\nrestart = \"05:00-05:10\"\n"
        try FolderMaker.replace(folder.data.settings, with: zone, isDurable: false)
        #expect(try UserSettings.read(folder.data).restart?.zone == ZoneDatabase.rules("Europe/Berlin"))
    }
}
