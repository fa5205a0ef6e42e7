internal import FoundationEssentials
internal import Glibc
internal import ScriptHeader
internal import ScriptHost

/// The texts of a script's inputs before they are typed and checked: those after the script, those of `--set`, those of
/// files, and what the user answers.
struct InputTexts {
    /// The longest file from which an input may be read, in bytes.
    private static let longestFile = 64 * 1024

    /// The texts after the script on the command line, by name.
    let own: [String: String]
    /// The values for every script that declares the input.
    var shared: [String: String] = [:]
    /// Asks the user for an input, with what was wrong with the previous answer; `nil` without a terminal.
    var ask: ((InputDeclaration, _ fault: String?) -> String?)? = Self.terminal

    /// Returns the texts for a header.
    ///
    /// - Throws: ``RunFailure`` for a file that cannot be read.
    func texts(for header: ScriptHeader) throws(RunFailure) -> [String: String] {
        var texts = own
        for input in header.inputs where texts[input.name] == nil { texts[input.name] = shared[input.name] }
        for (name, text) in texts.sorted(by: { $0.key < $1.key }) where text.hasPrefix("@") {
            texts[name] = text.hasPrefix("@@") ? String(text.dropFirst()) : try Self.read(text.dropFirst(), for: name)
        }
        guard let ask else { return texts }
        for input in header.missing(in: texts) {
            var fault: String?
            repeat {
                guard let answer = ask(input, fault) else { return texts }
                texts[input.name] = answer
                fault = header.fault(of: answer, for: input)
            } while fault != nil
        }
        return texts
    }

    /// Returns the text of a file, without comments after `#` and trailing blanks; its lines stay lines.
    private static func read(_ path: Substring, for name: String) throws(RunFailure) -> String {
        guard let data = FileManager.default.contents(atPath: String(path)) else {
            throw RunFailure(ExitStatus.malformed, "input \(name): \(path): no such file, or it cannot be read")
        }
        guard data.count <= longestFile else {
            throw RunFailure(ExitStatus.malformed, "input \(name): \(path) has more than 64 kB")
        }
        let lines = String(decoding: data, as: UTF8.self).split(whereSeparator: \.isNewline).map { line in
            line.prefix { $0 != "#" }.split(separator: " ").joined(separator: " ")
        }
        return lines.filter { !$0.isEmpty }.joined(separator: "\n")
    }

    /// Asks on the terminal, if both of its ends are one.
    private static let terminal: (@Sendable (InputDeclaration, String?) -> String?)? = {
        guard isatty(STDIN_FILENO) == 1, isatty(STDERR_FILENO) == 1 else { return nil }
        return { input, fault in
            if let fault { StandardStream.error.writeLine("\(input.name): \(fault)") }
            StandardStream.error.write("\(input.name) (\(ScriptHelp.words(of: input))): ")
            return readLine(strippingNewline: true)
        }
    }()
}
