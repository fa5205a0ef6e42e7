import Foundation

/// Runs what a page shows, one block after the other, in a folder of its own.
///
/// All of it is one process: a driver in Bash, with a file for each command, its output and its exit code. So nothing that
/// other tests start can hold a pipe of a page open.
final class DocumentRun {
    /// What a command has to say.
    private struct Step {
        let place: String
        let command: String
        let status: Int32
        let pattern: OutputPattern
        /// What it logs is shown where it fails, and not compared.
        var isProgram = false
    }

    private let page: DocumentPage
    private let port: String
    private var steps: [Step] = []
    private var script = """
        servers=()
        trap 'kill "${servers[@]}" 2>/dev/null; wait' EXIT
        step() { timeout 120 bash ".steps/$1.sh" >".steps/$1.out" 2>".steps/$1.err" </dev/null; echo $? >".steps/$1.status"; }
        serve() {
            mkfifo ".steps/$1.fifo"
            bash ".steps/$1.sh" >".steps/$1.fifo" 2>/dev/null </dev/null &
            servers+=($!)
            exec {output}<".steps/$1.fifo"
            read -r -t 60 line <&$output
            echo "$line" >".steps/$1.out"; echo 0 >".steps/$1.status"
        }

        """
    let folder: URL

    /// Writes the page's files and its driver, `page.sh`.
    ///
    /// - Parameters:
    ///   - scripts: The folder `scripts`, which the page's commands find under this name.
    ///   - path: Folders in which its commands are looked for first.
    ///   - port: A free port, which stands in for 7497.
    init(_ page: DocumentPage, scripts: URL, path: [URL], port: Int) throws {
        self.page = page
        self.port = "\(port)"
        folder = FileManager.default.temporaryDirectory.appendingPathComponent("ibscript-page-\(UUID())")
        let steps = folder.appendingPathComponent(".steps")
        try FileManager.default.createDirectory(at: steps, withIntermediateDirectories: true)
        try FileManager.default.copyItem(at: scripts, to: folder.appendingPathComponent("scripts"))
        script += """
            cd '\(folder.path)'
            export XDG_STATE_HOME="$PWD/.state" PYTHONDONTWRITEBYTECODE=1
            export PATH='\(path.map(\.path).joined(separator: ":"))':"$PATH"

            """
        for block in page.blocks { try add(block) }
        try addSession()
        try Data(script.utf8).write(to: folder.appendingPathComponent("page.sh"))
    }

    deinit { try? FileManager.default.removeItem(at: folder) }

    /// What came out otherwise than the page says, once the driver has run.
    func faults() -> [String] {
        steps.enumerated().compactMap { number, step in
            let status = text(number, "status").flatMap { Int32($0.trimmingCharacters(in: .whitespacesAndNewlines)) }
            let output = text(number, "out") ?? ""
            if status == step.status, step.pattern.matches(output) { return nil }
            let log = step.isProgram ? text(number, "err") ?? "" : ""
            return "\(step.place): \(step.command): exit \(status.map(String.init) ?? "missing")\n\(output)\(log)"
        }
    }

    private func text(_ number: Int, _ kind: String) -> String? {
        try? String(contentsOf: folder.appendingPathComponent(".steps/\(number).\(kind)"), encoding: .utf8)
    }

    private func add(_ block: DocumentBlock) throws {
        if let file = block.file {
            try write(block, to: file)
        } else if block.language == "console" {
            for command in block.commands { try add(command) }
        } else if block.language == "lua" {
            let file = "example\(block.line).lua"
            try write(block, to: file)
            let words = block.options.contains("--for") ? block.options : block.options + ["--for", "1m"]
            try add(block, "ibscript run \(file) --speed max \(words.joined(separator: " "))")
        }
    }

    /// All blocks in Python that have no file, as the one program that they are for a reader.
    private func addSession() throws {
        let blocks = page.blocks.filter { $0.language == "python" && $0.file == nil }
        guard let first = blocks.first else { return }
        let session = DocumentBlock(words: ["python"], line: first.line, lines: blocks.flatMap(\.lines))
        try write(session, to: "session.py")
        try add(session, "python session.py")
    }

    /// A program: what it prints is compared.
    private func add(_ block: DocumentBlock, _ command: String) throws {
        let pattern = OutputPattern(block.printed.map(ported))
        let place = "\(page.name):\(block.line)"
        try add(Step(place: place, command: command, status: 0, pattern: pattern, isProgram: true), command)
    }

    private func add(_ command: DocumentCommand) throws {
        let pattern = OutputPattern(command.output.map(ported))
        let place = "\(page.name):\(command.line)"
        let step = Step(place: place, command: command.text, status: command.status, pattern: pattern)
        let text = ported(command.text)
        if command.isServer {
            try add(step, "exec \(text)", as: "serve")
        } else {
            try add(step, "exec 2>&1\n\(quickened(text))")
        }
    }

    private func add(_ step: Step, _ text: String, as kind: String = "step") throws {
        let file = folder.appendingPathComponent(".steps/\(steps.count).sh")
        try Data((text + "\n").utf8).write(to: file)
        script += "\(kind) \(steps.count)\n"
        steps.append(step)
    }

    private func write(_ block: DocumentBlock, to name: String) throws {
        // A page may change a file as it goes on: it is written when its turn comes.
        let number = script.count
        let file = folder.appendingPathComponent(".steps/file\(number)")
        try Data(ported(block.text).utf8).write(to: file)
        script += "mkdir -p \"$(dirname '\(name)')\"; cp '.steps/file\(number)' '\(name)'\n"
    }

    /// Runs on the embedded simulator need not wait for its clock: what they say is the same at any speed.
    private func quickened(_ command: String) -> String {
        let isRun = command.contains(#/^ibscript (run |--\S+ |[^ ]+\.lua)/#) && command.contains(".lua")
        let isPaced = command.contains(#/--(speed|paper|live|port|help)\b/#)
        guard isRun, !isPaced else { return command }
        return command.replacing(#/^ibscript( run)?/#, maxReplacements: 1) { "\($0.0) --speed max" }
    }

    private func ported(_ text: String) -> String { text.replacing("7497", with: port) }
}
