import ArgumentParser
import Testing

@testable import ibscript

/// What a user sees of every command.
@Suite("Help of the commands")
struct HelpTests {
    /// Every command, below the root as well.
    private static var commands: [any ParsableCommand.Type] { under(IBScriptCommand.self) }

    private static func under(_ command: any ParsableCommand.Type) -> [any ParsableCommand.Type] {
        [command] + command.configuration.subcommands.flatMap(under)
    }

    @Test("every command's help fits 80 columns")
    func width() {
        #expect(Self.commands.count > 30)
        for command in Self.commands {
            let help = IBScriptCommand.helpMessage(for: command, columns: 80)
            for line in help.split(separator: "\n") {
                #expect(line.count <= 80, "\(command.configuration.commandName ?? ""): \(line)")
            }
        }
    }

    @Test("every command has an example that parses, or names a command that does")
    func examples() throws {
        for command in Self.commands where command.configuration.subcommands.isEmpty {
            let lines = command.configuration.discussion.split(separator: "\n")
            let examples = lines.filter { $0.hasPrefix("Example: ") }.map { String($0.dropFirst("Example: ".count)) }
            let name = command.configuration.commandName ?? ""
            #expect(!examples.isEmpty, "\(name)")
            for example in examples {
                let words = try Self.words(of: example)
                #expect(throws: Never.self, "\(example)") { try IBScriptCommand.parseAsRoot(words) }
            }
        }
    }

    /// Returns the arguments of a shell line: what follows `ibscript`, until a redirection.
    private static func words(of line: String) throws -> [String] {
        var words: [String] = []
        var (word, quote, isOpen): (String, Character?, Bool) = ("", nil, false)
        for character in line + " " {
            if character == quote {
                quote = nil
            } else if quote == nil, character == "\"" || character == "'" {
                (quote, isOpen) = (character, true)
            } else if quote == nil, character == " " {
                if isOpen { words.append(word) }
                (word, isOpen) = ("", false)
            } else {
                (word, isOpen) = (word + String(character), true)
            }
        }
        let start = try #require(words.firstIndex(of: "ibscript"))
        return Array(words[(start + 1)...].prefix { $0 != "<" })
    }
}
