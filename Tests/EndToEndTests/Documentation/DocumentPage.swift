import Foundation

/// A page of the documentation, as its fenced blocks.
///
/// The word after the fence says what becomes of a block; what follows may be a file's name and options:
///
/// - `console`: lines that begin with `$ ` are commands, and the lines below are what they say (``OutputPattern``).
///   A comment `# exit 4` behind a command names its exit code. `ibscript sim` runs to the end of the page.
/// - `lua`: a script, which prints what its comments `-->` say. Options behind the word go to its run.
/// - `python`: a part of the page's one program in Python, which prints what the comments say.
/// - Any block with a file's name is written to that file, and left to the commands of the page.
struct DocumentPage {
    let name: String
    let blocks: [DocumentBlock]

    /// Reads the text of a page in Markdown.
    init(name: String, text: String) {
        self.name = name
        var blocks: [DocumentBlock] = []
        var open: (words: [String], line: Int, lines: [String])?
        for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            if line.hasPrefix("```") {
                if let block = open {
                    blocks.append(DocumentBlock(words: block.words, line: block.line, lines: block.lines))
                    open = nil
                } else {
                    open = (line.dropFirst(3).split(separator: " ").map(String.init), index + 1, [])
                }
            } else {
                open?.lines.append(String(line))
            }
        }
        self.blocks = blocks
    }
}

/// What stands between two fences.
struct DocumentBlock {
    /// `console`, `lua`, `python` …; empty where nothing is to be done.
    let language: String
    /// The file to write it to.
    let file: String?
    let options: [String]
    /// The number of the fence's line, counted from 1.
    let line: Int
    let lines: [String]

    init(words: [String], line: Int, lines: [String]) {
        language = words.first ?? ""
        let rest = words.dropFirst()
        let name = rest.first { $0.contains(".") && !$0.hasPrefix("-") }
        file = name
        options = rest.filter { $0 != name }
        self.line = line
        self.lines = lines
    }

    var text: String { lines.joined(separator: "\n") + "\n" }

    /// What a program has to print, by its comments.
    var printed: [String] {
        lines.compactMap { line in line.range(of: "--> ").map { String(line[$0.upperBound...]) } }
    }

    /// The commands of a `console` block.
    var commands: [DocumentCommand] {
        var commands: [DocumentCommand] = []
        var isOpen = false
        for (index, line) in lines.enumerated() {
            if isOpen {
                commands[commands.count - 1].text += "\n" + line
            } else if line.hasPrefix("$ ") {
                commands.append(DocumentCommand(text: String(line.dropFirst(2)), line: self.line + index + 1))
            } else if !commands.isEmpty {
                commands[commands.count - 1].output.append(line)
            }
            isOpen = (isOpen || line.hasPrefix("$ ")) && line.hasSuffix("\\")
        }
        return commands
    }
}

/// A command of a `console` block, and the lines below it.
struct DocumentCommand {
    var text: String
    let line: Int
    var output: [String] = []

    /// The exit code that it ends with.
    var status: Int32 { text.firstMatch(of: #/# exit (\d+)/#).flatMap { Int32($0.1) } ?? 0 }
    var isServer: Bool { text.hasPrefix("ibscript sim") && !text.contains(#/--list|--help|&/#) }
}
