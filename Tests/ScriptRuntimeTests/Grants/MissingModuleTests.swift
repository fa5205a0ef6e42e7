import Foundation
import ScriptCheck
import ScriptHeader
import ScriptHost
import Testing

@testable import ScriptRuntime

/// A module that is not there is found before the run, with what the run says.
@Suite struct MissingModuleTests {
    @Test func missingModuleIsFoundWhereItIsLoaded() throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        try Data("return require \"deep\"\n".utf8).write(to: folder.appending(path: "tools.lua"))

        let body = "--[[ibscript\napi = 1\n]]\nrequire \"tools\"\nrequire \"gone\"\nprint(pcall(require, \"maybe\"))\n"
        let modules = ScriptModules(of: Array(body.utf8), in: folder.path)
        let check = ScriptCheck(vocabulary: .scriptHost.knowing(missing: modules.missing))
        let found = check.findings(source: Array(body.utf8), file: "s.lua", modules: modules.texts)
            .filter { $0.severity == .error }

        try #require(found.count == 2)
        for (finding, name) in zip(found, ["gone", "deep"]) {
            let fault = try #require(throws: FileFault.self) { try modules.access.source(of: name) }
            #expect(finding.message.hasPrefix("require: \"\(name).lua\": \(fault.message)"))
        }
        #expect(found[0].line == 5)
        #expect(found[1].file.hasSuffix("tools.lua"))
    }
}
