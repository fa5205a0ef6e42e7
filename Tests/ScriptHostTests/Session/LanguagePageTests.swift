import Foundation
import ScriptCheck
import ScriptHost
import Testing
import Trading

/// The reference of the language names everything that a script can call or set.
@Suite("docs/reference/language.md")
struct LanguagePageTests {
    private static let page: String = {
        let root = URL(fileURLWithPath: #filePath)
            .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        return (try? String(contentsOf: root.appendingPathComponent("docs/reference/language.md"), encoding: .utf8))
            ?? ""
    }()

    /// The words of the page's code: what stands between backquotes, taken apart at everything that is no name.
    private static let words: Set<Substring> = {
        let code = page.split(separator: "`", omittingEmptySubsequences: false).enumerated().filter {
            $0.offset % 2 == 1
        }
        return Set(code.flatMap { $0.element.split { !$0.isLetter && !$0.isNumber && $0 != "_" } })
    }()

    @Test("names every function of the host, and every key of its tables")
    func functions() {
        let vocabulary = ScriptVocabulary.scriptHost
        // What Lua itself offers is not for this page.
        let lua: Set<String> = [
            "assert", "error", "getmetatable", "ipairs", "next", "pairs", "pcall", "rawequal", "rawget", "rawlen",
            "rawset", "select", "setmetatable", "tonumber", "tostring", "type", "xpcall", "_VERSION", "_G", "string",
            "table", "math", "utf8", "coroutine",
        ]
        var names = vocabulary.globals.subtracting(lua)
        for owner in ["contract", "order"] { names.formUnion(vocabulary.members[owner] ?? []) }
        for call in ["bracket#2", "history#2"] {
            // Older spellings of keys are understood, not taught.
            names.formUnion(
                (vocabulary.fields[call] ?? []).filter {
                    !["qty", "entry"].contains($0) && $0.allSatisfy(\.isLowercase)
                }
            )
        }
        #expect(names.count > 40)
        for name in names.sorted() { #expect(Self.words.contains(name[...]), "\(name) is missing") }
    }

    @Test("names every code of the desk")
    func codes() {
        let codes: [Obstacle.Code] = [
            .notConnected, .orderIdsExhausted, .unknownOrder, .orderDone, .orderUnknown, .versionTooOld, .scriptEnded,
            .keyInUse, .invalidKey, .nameTaken, .otherClient, .changeInFlight, .unknownContract, .ambiguousContract,
        ]
        for name in codes.map(\.rawValue) + [Denial.Code.halted.rawValue, "timeout", "not_reconciled", "not_qualified"]
        {
            #expect(Self.page.contains("| `\(name)` |"), "\(name) is missing")
        }
    }
}
