import Foundation
import Testing

/// `require`, in both kinds of process.
@Suite("Modules beside a script")
struct ModuleTests {
    private func runMain(_ mode: String, _ files: [String: String], link: (name: String, target: String)? = nil) throws
        -> Finished
    {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("\(UUID())")
        try FileManager.default.createDirectory(
            at: folder.appendingPathComponent("sub"),
            withIntermediateDirectories: true
        )
        defer { try? FileManager.default.removeItem(at: folder) }
        for (name, text) in files { try Data(text.utf8).write(to: folder.appendingPathComponent(name)) }
        if let link {
            try FileManager.default.createSymbolicLink(
                atPath: folder.appendingPathComponent(link.name).path,
                withDestinationPath: link.target
            )
        }
        return try run(
            Program.binary,
            [
                "run", mode, "--data-dir", Program.dataFolder(), "--speed", "max",
                folder.appendingPathComponent("main.lua").path,
            ]
        )
    }

    @Test("are loaded once, may wait, and share the globals of the script", arguments: ["--isolate", "--in-process"])
    func loaded(mode: String) throws {
        let result = try runMain(
            mode,
            [
                "main.lua": """
                shared = 2
                local m = require "tools"
                print(m.twice(21), require("tools") == m, require "empty", count)
                """,
                "tools.lua":
                    "#!text\ncount = (count or 0) + 1 sleep(0.1) return { twice = function(x) return x * shared end }",
                "empty.lua": "local name = ... assert(name == 'empty')",
            ]
        )
        #expect(result.output == "42\ttrue\ttrue\t1\n", "\(result.errors)")
        #expect(result.status == 0)
    }

    @Test("show their own file and line in errors", arguments: ["--isolate", "--in-process"])
    func errors(mode: String) throws {
        let result = try runMain(mode, ["main.lua": "require 'broken'", "broken.lua": "\n\nlocal x = nil\nprint(x.y)"])
        #expect(result.status == 1)
        #expect(result.errors.contains("ended: script error: broken.lua:4: "), "\(result.errors)")
        #expect(result.errors.contains("    4 | print(x.y)\n"), "\(result.errors)")
        let syntax = try runMain(mode, ["main.lua": "print(pcall(require, 'bad'))", "bad.lua": "x = = 1"])
        #expect(syntax.output.contains("false\tbad.lua:1: "), "\(syntax.output)")
    }

    @Test(
        "are found missing before the run, with the run's sentence; one that pcall asks for may be",
        arguments: [
            "missing", "sub/inner", "folder",
        ]
    )
    func missing(name: String) throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("\(UUID())")
        try FileManager.default.createDirectory(
            at: folder.appendingPathComponent("folder.lua"),
            withIntermediateDirectories: true
        )
        defer { try? FileManager.default.removeItem(at: folder) }
        let script = folder.appendingPathComponent("main.lua").path
        try Data("print(pcall(require, '\(name)'))\nrequire '\(name)'".utf8).write(to: URL(fileURLWithPath: script))
        let checked = try run(Program.binary, ["check", script])
        #expect(checked.status == 65)
        let finding = "\(script):2:1: error: "
        #expect(checked.output.hasPrefix(finding), "\(checked.output)")
        let sentence = checked.output.dropFirst(finding.count).prefix { $0 != "\n" }
        let ended = try run(Program.binary, ["run", "--data-dir", Program.dataFolder(), "--speed", "max", script])
        #expect(ended.status == 1)
        #expect(checked.output.contains("\n    2 | require '\(name)'\n"), "\(checked.output)")
        #expect(ended.errors.contains(sentence), "\(sentence)\n\(ended.errors)")
    }

    @Test("are within the script's budget", arguments: ["--isolate", "--in-process"])
    func budget(mode: String) throws {
        let header = "--[[ibscript\napi = 1\n[budget]\nmain_instructions = 1000000\n]]\n"
        let result = try runMain(
            mode,
            ["main.lua": header + "pcall(require, 'loop')", "loop.lua": "while true do end"]
        )
        #expect(result.status == 3, "\(result.errors)")
    }

    @Test("stand beside the script and nowhere else", arguments: ["--isolate", "--in-process"])
    func elsewhere(mode: String) throws {
        let names = [
            "../out", "/etc/passwd", "sub.inner", "sub/inner", "", ".", "a\\0b", "link", "fifo", "missing", "main.lua",
        ]
        let tries = names.map { "print(pcall(require, \"\($0)\"))" }.joined(separator: "\n")
        let result = try runMain(
            mode,
            ["main.lua": tries, "sub/inner.lua": "print('ESCAPE')", "bytes.lua": "\u{1B}Lua"],
            link: ("link.lua", "sub/inner.lua")
        )
        let lines = result.output.split(separator: "\n")
        #expect(lines.count == names.count, "\(result.output)")
        for line in lines { #expect(line.hasPrefix("false\tmain.lua:") && line.contains(": require: "), "\(line)") }
        #expect(!result.output.contains("ESCAPE"))
    }

    @Test("are text, never compiled code", arguments: ["--isolate", "--in-process"])
    func text(mode: String) throws {
        let result = try runMain(mode, ["main.lua": "print(pcall(require, 'code'))", "code.lua": "\u{1B}LuaT"])
        #expect(result.output.hasPrefix("false\t"), "\(result.output)")
        #expect(result.output.contains("text") || result.output.contains("binary"), "\(result.output)")
    }

    @Test(
        "that need each other in a circle are an error; one that failed may be tried again",
        arguments: ["--isolate", "--in-process"]
    )
    func circle(mode: String) throws {
        let result = try runMain(
            mode,
            [
                "main.lua": """
                print(pcall(require, "a"))
                fails = true
                print((pcall(require, "once")))
                fails = false
                print(require "once")
                """,
                "a.lua": "return require 'b'", "b.lua": "return require 'a'",
                "once.lua": "if fails then error('no') end return 'yes'",
            ]
        )
        let lines = result.output.split(separator: "\n")
        #expect(lines.count == 3, "\(result.output)")
        #expect(lines[0].hasPrefix("false\tb.lua:1: require: \"a\" needs itself"), "\(lines[0])")
        #expect(lines[1...] == ["false", "yes"])
    }
}
