internal import Glibc
internal import Notation
internal import ScriptHost

/// `ibscript api`: the reference of the script language, and definitions for editors.
package enum ReferenceBook {
    /// Prints one entry, where a word is found that names none, or everything.
    ///
    /// - Parameter name: `place`, `trade`, `trade.filled`, `orderStatus`, `Order.lmtPrice`, or a word such as `trail`;
    ///   `nil` for everything.
    /// - Returns: The exit code: 1 if there is no such entry and no such word.
    package static func show(_ name: String?) -> Int32 {
        guard let name else {
            StandardStream.output.write(pages.joined(separator: "\n"))
            return ExitStatus.success
        }
        var entries = entries(name)
        if entries.isEmpty { entries = ReferenceSearch(name, in: pages).lines.map { $0 + "\n" } }
        guard !entries.isEmpty else {
            StandardStream.error.writeLine(
                "ibscript: \(name): no such function, object, message or structure\(advice(name))"
            )
            return ExitStatus.notFound
        }
        StandardStream.output.write(entries.joined(separator: entries.first?.contains("\n\n") == true ? "\n" : ""))
        return ExitStatus.success
    }

    /// Writes what editors need below a folder: `library/ibscript.lua`, and `.luarc.json` if there is none.
    ///
    /// - Returns: The exit code.
    package static func write(to folder: String) -> Int32 {
        let folder = folder.hasSuffix("/") ? String(folder.dropLast()) : folder
        do throws(RunFailure) {
            try FolderMaker.make("\(folder)/library")
            try FolderMaker.replace("\(folder)/library/ibscript.lua", with: ReferencePage.editorStubs, isDurable: false)
            StandardStream.error.writeLine("\(folder)/library/ibscript.lua written")
            let settings = "\(folder)/.luarc.json"
            if let old = try FolderMaker.text(settings), old != editorSettings {
                StandardStream.error.writeLine(
                    "\(settings) exists already and is left as it is; it needs \"library\" in workspace.library"
                )
            } else {
                try FolderMaker.replace(settings, with: editorSettings, isDurable: false)
                StandardStream.error.writeLine("\(settings) written")
            }
            return ExitStatus.success
        } catch {
            StandardStream.error.writeLine("ibscript: \(error)")
            return error.status
        }
    }

    /// A table that names only some fields of a structure is valid; the sandbox has no files, and its own `os`.
    private static let editorSettings = """
        {
          "runtime.version": "Lua 5.4",
          "runtime.builtin": {"debug": "disable", "io": "disable", "os": "disable", "package": "disable"},
          "workspace.library": ["library"],
          "diagnostics.disable": ["missing-fields", "lowercase-global"]
        }

        """

    // MARK: Entries

    /// Returns the entries for a name; empty for an unknown name.
    static func entries(_ name: String) -> [String] {
        sections.filter { $0.name == name }.map(\.text) + fieldLines(name)
    }

    /// Returns what to write instead of an unknown name.
    static func advice(_ name: String) -> String {
        let hint = NearestName.hint(for: name, among: sections.map(\.name) + members(like: name))
        return hint.isEmpty ? "; ibscript api lists everything" : hint
    }

    /// Both pages, without the comment for those who edit the files.
    private static var pages: [String] {
        [ReferencePage.functions, ReferencePage.messages].map { page in
            page.hasPrefix("<!--") ? String(page.drop { $0 != "\n" }.dropFirst()) : page
        }
    }

    /// The entries of both pages, by the first word of their heading.
    private static var sections: [(name: String, text: String)] {
        var sections: [(name: String, text: String)] = []
        for page in pages {
            for line in page.split(separator: "\n", omittingEmptySubsequences: false) {
                if line.hasPrefix("### ") {
                    let heading = line.dropFirst(4)
                    sections.append((String(heading.prefix { $0 != " " }), "\(heading)\n"))
                } else if line.hasPrefix("## ") {
                    sections.append(("", ""))
                } else if !sections.isEmpty {
                    sections[sections.count - 1].text += "\(line)\n"
                }
            }
        }
        return sections.filter { !$0.name.isEmpty }
    }

    /// Returns the row of a field: `trade.filled`.
    private static func fieldLines(_ name: String) -> [String] {
        guard let dot = name.firstIndex(of: ".") else { return [] }
        let start = "| `\(name[name.index(after: dot)...])` | "
        return owner(of: name).flatMap { section in
            section.split(separator: "\n").filter { $0.hasPrefix(start) }.map { row in
                // Cells end with a bar between blanks; a bar in a text is escaped with a backslash.
                let cells = row.dropFirst(start.count).split(separator: " |").map { cell in
                    cell.drop { $0 == " " }.replacing("\\|", with: "|")
                }
                // For structures, the unit is between type and meaning.
                let kind = cells.dropLast().filter { !$0.isEmpty }.joined(separator: ", ")
                return "\(name): \(kind). \(cells.last ?? "")\n"
            }
        }
    }

    private static func owner(of name: String) -> [String] {
        let owner = name.prefix { $0 != "." }
        return sections.filter { $0.name == owner }.map(\.text)
    }

    /// Returns the fields that a name with a dot may have meant.
    private static func members(like name: String) -> [String] {
        owner(of: name).flatMap { section in
            section.split(separator: "\n").compactMap { row in
                guard row.hasPrefix("| `") else { return nil }
                return "\(name.prefix { $0 != "." }).\(row.dropFirst(3).prefix { $0 != "`" })"
            }
        }
    }
}
