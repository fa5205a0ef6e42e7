internal import Notation
internal import ScriptCheck
internal import ScriptHost

/// The link between the user's keys and the run: the line, its meaning, and the words for the terminal itself.
struct ReplDesk {
    /// The words for the terminal, with what they do.
    static let commands: [(word: String, does: String)] = [
        (".help", "this list"),
        (".save FILE", "write what was typed as a script, without what failed"),
        (".clock +1h", "let an hour pass on the simulator: 90s, 5m, 2h, 1d"),
        (".exit", "end the session, as .quit and Ctrl-D do; orders that work are left working"),
    ]

    private var terminal: ReplTerminal
    private let dialogue: RunDialogue
    private let history: ReplHistory
    private let isSimulated: Bool
    private var editor: LineEditor
    private var entry = ReplEntry()
    private var isEnding = false
    private var hasToldOfLocals = false

    init(_ terminal: ReplTerminal, _ dialogue: RunDialogue, _ history: ReplHistory, isSimulated: Bool) {
        (self.terminal, self.dialogue, self.history, self.isSimulated) = (terminal, dialogue, history, isSimulated)
        editor = LineEditor(history: history.lines)
    }

    /// Works until the run has closed its output.
    mutating func work() {
        say("ibscript repl: Lua, line by line; Tab completes, Ctrl-C cancels, .help lists more")
        draw()
        while true {
            switch terminal.next() {
            case .output(let bytes): terminal.write(bytes)
            case .keys(let keys): for key in keys { take(key) }
            case .closed:
                terminal.write([])
                return history.save(editor.history)
            }
            draw()
        }
    }

    private func draw() {
        guard !isEnding else { return }
        terminal.draw(Repl.prompt(isUnfinished: entry.isUnfinished), editor)
    }

    private func say(_ text: String) { terminal.write(Array((EscapedText.of(text) + "\n").utf8)) }

    private mutating func take(_ key: LineEditor.Key) {
        let prompt = Repl.prompt(isUnfinished: entry.isUnfinished)
        switch editor.take(key) {
        case .edited: break
        case .cleared: terminal.clear()
        case .complete: complete()
        case .interrupted(let text):
            say("\(prompt)\(text)^C")
            entry.cancel()
            dialogue.interrupt()
        case .ended: end()
        case .line(let line):
            say(prompt + line)
            take(line)
        }
    }

    private mutating func take(_ line: String) {
        switch entry.take(line) {
        case .nothing, .unfinished: break
        case .run(let text):
            dialogue.tell(.entry(.text(text)))
            guard entry.endsWithLocal, !hasToldOfLocals else { break }
            hasToldOfLocals = true
            say("a local variable is gone when its line has run; without the word local, it stays")
        case .ending: say("to end the session: .exit, or Ctrl-D")
        case .malformed(let message): say(message)
        case .command(let word, let rest): obey(word, rest)
        }
    }

    private mutating func end() {
        isEnding = true
        terminal.write([])
        dialogue.tell(.end)
    }

    // MARK: Words for the terminal

    private mutating func obey(_ word: String, _ rest: String) {
        switch word {
        case ".help": for command in Self.commands { say("  \(command.word.padded(to: 12)) \(command.does)") }
        case ".save": save(rest)
        case ".clock": hurry(rest)
        case ".exit", ".quit": end()
        default:
            let known = Self.commands.map { String($0.word.split(separator: " ")[0]) }
            say("\(word): no such command\(NearestName.hint(for: word, among: known)); .help lists them")
        }
    }

    private func save(_ path: String) {
        guard !path.isEmpty else { return say(".save: name a file: .save first.lua") }
        do throws(RunFailure) {
            let failed = dialogue.failed
            let kept = entry.accepted.enumerated().filter { !failed.contains($0.offset + 1) }.map(\.element)
            try ScriptFile.create(path, kept.map { $0 + "\n" }.joined())
            let left = entry.accepted.count - kept.count
            let omission = left == 0 ? "" : ", \(left) that failed left out"
            say("\(kept.count) pieces written\(omission); look at the file, then: ibscript check \(path)")
        } catch {
            say(error.description)
        }
    }

    private func hurry(_ text: String) {
        guard !text.isEmpty else { return say(".clock: say how long: .clock +1h") }
        guard isSimulated else { return say(".clock: only the simulator's time can be moved") }
        do throws(OptionFault) {
            let length = text.first == "+" ? String(text.dropFirst()) : text
            dialogue.tell(.hurry(try DurationText.seconds(option: length)))
        } catch {
            say(".clock: \(text): \(error)")
        }
    }

    // MARK: Completion

    private mutating func complete() {
        let words = Self.commands.map { String($0.word.split(separator: " ")[0]) }
        let completion = Completion(
            before: editor.text[..<editor.cursor],
            commands: words,
            makers: entry.objects.makers
        )
        let typed = editor.cursor - completion.start
        if completion.common.count > typed {
            editor.insert(Array(completion.common.dropFirst(typed)))
        } else if completion.candidates.count > 1 {
            for line in ColumnText.lines(completion.candidates, width: terminal.width) { say(line) }
        }
    }
}
