import Foundation
import Notation
import ScriptHeader
import ScriptHost
import Synchronization
import Testing
import Trading

@testable import ScriptRuntime

/// What a person approves, and what becomes of it when the script changes.
@Suite("Grants")
struct GrantTests {
    private let folder = FileManager.default.temporaryDirectory.appendingPathComponent("ibscript-grants-\(UUID())")
    private var data: DataFolder { DataFolder(path: folder.path) }

    private final class Said: Sendable {
        let lines = Mutex<[String]>([])
        let questions = Mutex(0)
    }

    private func desk(_ said: Said, answer: String?, isThere: Bool = true, approval: String? = nil) -> GrantDesk {
        let terminal = GrantDesk.Terminal(
            isThere: isThere,
            show: { lines in said.lines.withLock { $0 += lines } },
            answer: { _ in
                said.questions.withLock { $0 += 1 }
                return answer
            }
        )
        return GrantDesk(data: data, terminal: terminal, approval: approval)
    }

    private func script(_ trade: String, _ body: String = "") throws -> LoadedScript {
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let file = folder.appendingPathComponent("one.lua")
        try "--[[ibscript\napi = 1\nname = \"one\"\n[trade]\n\(trade)\n]]\n\(body)".write(
            to: file,
            atomically: true,
            encoding: .utf8
        )
        return try LoadedScript.look(at: file.path)
    }

    private func limits(_ script: LoadedScript) -> RiskLimits {
        RiskGate(permissions: script.header.permissions, headerReplacesDefaults: false, defaults: .live).limits
    }

    private func isGranted(_ desk: GrantDesk, _ script: LoadedScript, isLive: Bool = true, account: String = "U1")
        -> Bool
    {
        (try? desk.require(script, limits(script), account: account, isLive: isLive)) != nil
    }

    @Test("only the word yes approves", arguments: ["", "y", "no", "YES", "yes please", nil] as [String?])
    func denial(_ answer: String?) throws {
        let script = try script("max_order_qty = 10")
        #expect(!isGranted(desk(Said(), answer: answer), script))
        #expect(isGranted(desk(Said(), answer: "yes"), script))
    }

    @Test("an approval is kept, for this account and this file only")
    func kept() throws {
        let first = try script("max_order_qty = 10")
        let said = Said()
        #expect(isGranted(desk(said, answer: "yes"), first))
        #expect(isGranted(desk(said, answer: "no"), first))
        #expect(said.questions.withLock { $0 } == 1)
        #expect(!isGranted(desk(said, answer: "no"), first, account: "U2"))
        #expect(!isGranted(desk(said, answer: "no"), try script("max_order_qty = 10", "-- a blank")))
    }

    @Test("what the header asks for in vain is said at every start, with the file that opens it")
    func asksInVain() throws {
        let script = try script("sec_types = [\"STK\", \"OPT\"]\nmax_order_qty = 10")
        let said = Said()
        for start in 1...2 {
            #expect(isGranted(desk(said, answer: "yes"), script, isLive: false))
            let lines = said.lines.withLock { $0 }
            #expect(lines.count { $0.contains("asks for more than is in force") } == start)
            #expect(lines.suffix(2).first?.hasPrefix("  sec_types: OPT, in force ") == true || start == 1)
            #expect(lines.last == "to open it for this account, write it into \(folder.path)/limits/U1.toml")
        }
        let modest = Said()
        #expect(isGranted(desk(modest, answer: "yes"), try self.script("max_order_qty = 10"), isLive: false))
        #expect(!modest.lines.withLock { $0 }.contains { $0.contains("open it") })
    }

    @Test("a script that has changed shows only what it may do more")
    func growth() throws {
        #expect(isGranted(desk(Said(), answer: "yes"), try script("symbols = [\"AAPL\"]\nmax_order_qty = 10")))
        let said = Said()
        let grown = try script("symbols = [\"AAPL\", \"MSFT\"]\nmax_order_qty = 20\nshort = true\nsides = [\"BUY\"]")
        #expect(!isGranted(desk(said, answer: "no"), grown))
        let more = said.lines.withLock { $0 }.filter { $0.hasPrefix("  more: ") }
        #expect(
            more == [
                "  more: symbols: MSFT added", "  more: max_order_qty: 20, was 10", "  more: short: open, was closed",
            ]
        )
    }

    @Test("without a terminal it is refused, and the hash is named that approves it")
    func noTerminal() throws {
        let script = try script("max_order_qty = 10")
        let short = String(script.sha256.prefix(12))
        do {
            try desk(Said(), answer: "yes", isThere: false).require(
                script,
                limits(script),
                account: "U1",
                isLive: true
            )
            Issue.record("nobody was asked")
        } catch {
            #expect(error.description.contains("--approve \(short)"))
            #expect(error.status == 4)
        }
        #expect(!isGranted(desk(Said(), answer: nil, isThere: false, approval: String(short.prefix(11))), script))
        #expect(!isGranted(desk(Said(), answer: nil, isThere: false, approval: "000000000000"), script))
        #expect(isGranted(desk(Said(), answer: nil, isThere: false, approval: short), script))
    }

    @Test("on paper the card is shown once, and nobody is asked")
    func paper() throws {
        let script = try script("max_order_qty = 10")
        let said = Said()
        #expect(isGranted(desk(said, answer: nil, isThere: false), script, isLive: false, account: "DU1"))
        #expect(said.lines.withLock { $0 }.contains { $0.hasPrefix("worst case: ") })
        let again = Said()
        #expect(isGranted(desk(again, answer: nil, isThere: false), script, isLive: false, account: "DU1"))
        #expect(again.lines.withLock { $0 }.isEmpty)
    }

    @Test("a grant is taken back by name or by hash")
    func revoke() throws {
        let script = try script("max_order_qty = 10")
        #expect(isGranted(desk(Said(), answer: "yes"), script))
        var book = try GrantBook("U1", in: data)
        #expect(try book.revoke("two").isEmpty)
        #expect(try book.revoke(String(script.sha256.prefix(11))).isEmpty)
        #expect(try book.revoke(String(script.sha256.prefix(12))).count == 1)
        #expect(try GrantBook("U1", in: data).grants.isEmpty)
        #expect(!isGranted(desk(Said(), answer: "no"), script))
    }

    @Test("the card names what the header asks for beyond what is in force, and nothing else")
    func excess() throws {
        let script = try script("max_order_qty = 50000\nmax_notional = 10\nshort = true")
        let asked = RiskGate(permissions: script.header.permissions, headerReplacesDefaults: true).limits
        let inForce = RiskGate(permissions: script.header.permissions, headerReplacesDefaults: false).limits
        let card = ScriptCard(script, inForce, asked: asked)
        #expect(card.excess.contains { $0.hasPrefix("max_order_qty: 50,000, in force ") })
        #expect(!card.excess.contains { $0.hasPrefix("max_notional") })
        #expect(card.lines.contains { $0.contains("asks for more than is in force") })
        let modest = try self.script("max_order_qty = 10")
        #expect(ScriptCard(modest, inForce, asked: inForce).excess.isEmpty)
    }

    @Test("the card makes characters visible that are not seen")
    func hidden() throws {
        let script = try script("max_order_qty = 10", "local a = 1 --\u{202E}txet\nlocal b\u{200B} = 2\n")
        let card = ScriptCard(script, limits(script))
        let careful = card.lines.filter { $0.hasPrefix("careful") }
        #expect(careful.count == 2)
        #expect(careful.first?.contains("U+202E") == true && careful.last?.contains("U+200B") == true)
        #expect(VisibleText.of("a\u{A0}b\u{FEFF}") == "a<U+00A0>b<U+FEFF>")
    }

    @Test("a limits file that others may write is refused, one of another account too")
    func limitsFile() throws {
        let limits = folder.appendingPathComponent("limits")
        try FileManager.default.createDirectory(at: limits, withIntermediateDirectories: true)
        let file = limits.appendingPathComponent("U1.toml").path
        func write(_ text: String, _ mode: Int) {
            _ = FileManager.default.createFile(
                atPath: file,
                contents: Data(text.utf8),
                attributes: [.posixPermissions: mode]
            )
            try? FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: file)
        }
        write("account = \"U1\"\nprice_collar = 0\nmax_repeats = 100", 0o600)
        let found = try #require(try LimitsFile.read("U1", in: data))
        #expect(found.priceCollar == 0 && found.permissions.maxRepeats == 100)
        #expect(RiskLimits.paper.widened(by: found).repeatPause == 0)
        #expect(try LimitsFile.read("U2", in: data) == nil)
        write("account = \"U1\"", 0o622)
        #expect(throws: RunFailure.self) { try LimitsFile.read("U1", in: data) }
        write("account = \"U9\"", 0o600)
        #expect(throws: RunFailure.self) { try LimitsFile.read("U1", in: data) }
        write("max_order_quantity = 5", 0o600)
        #expect(throws: RunFailure.self) { try LimitsFile.read("U1", in: data) }
    }

    private func write(_ module: String, _ text: String) throws {
        try text.write(to: folder.appendingPathComponent("\(module).lua"), atomically: true, encoding: .utf8)
    }

    @Test("the modules that a script loads are part of it, and those that they load: a change of one asks again")
    func modules() throws {
        let alone = try script("max_order_qty = 10")
        let body = "require \"tools\"\nlocal name = \"hidden\"\nrequire(name)\n"
        try write("tools", "return require(\"deep\")")
        try write("deep", "return 1")
        try write("hidden", "return 2")
        let first = try script("max_order_qty = 10", body)
        #expect(first.modules.all.map(\.name) == ["tools", "deep"])
        #expect(first.sha256 != SHA256.hexadecimal(first.bytes) && alone.sha256 == SHA256.hexadecimal(alone.bytes))
        #expect(ScriptCard(first, limits(first)).lines.contains("loads deep.lua beside it"))
        #expect(isGranted(desk(Said(), answer: "yes"), first))
        #expect(isGranted(desk(Said(), answer: "no"), try script("max_order_qty = 10", body)))

        try write("deep", "return 3")
        // What was looked at is what runs.
        #expect(try first.modules.access.source(of: "deep") == Array("return 1".utf8))
        let changed = try script("max_order_qty = 10", body)
        #expect(changed.sha256 != first.sha256)
        #expect(!isGranted(desk(Said(), answer: "no"), changed))

        #expect(throws: FileFault.self) { try first.modules.access.source(of: "hidden") }
        #expect(throws: FileFault.self) { try first.modules.access.source(of: "missing") }
    }
}
