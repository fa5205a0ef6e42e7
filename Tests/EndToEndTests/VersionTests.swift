import Foundation
import Testing

@Suite("--version")
struct VersionTests {
    @Test("names the program, and the releases of the libraries that it has loaded")
    func libraries() throws {
        let text = try run(Program.binary, ["--version"]).output
        let match = try #require(
            text.wholeMatch(of: /ibscript \d+\.\d+\.\d+ \((Lua 5\.4\.\d+), (SQLite 3\.\d+\.\d+)\)\n/)
        )
        // The system's own interpreter is linked with the same library, and says its release by itself.
        let lua = URL(fileURLWithPath: "/usr/bin/lua5.4")
        guard FileManager.default.isExecutableFile(atPath: lua.path) else { return }
        let system = try run(lua, ["-v"])
        #expect((system.output + system.errors).hasPrefix("\(match.1) "))
    }
}
