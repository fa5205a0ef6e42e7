internal import Glibc
internal import ScriptHeader
internal import ScriptHost
internal import Trading

/// Asks a person whether a script may trade an account.
struct GrantDesk {
    /// How a person is asked.
    struct Terminal: Sendable {
        /// Whether there is a person at both ends.
        var isThere: Bool
        /// Shows lines.
        var show: @Sendable ([String]) -> Void
        /// What was typed after the question, without what was typed before it.
        var answer: @Sendable (String) -> String?
    }

    let data: DataFolder
    let terminal: Terminal
    /// What `--approve` names; `nil` without it.
    let approval: String?

    /// Fewest digits of a hash that count as its name.
    static let digits = 12

    /// Makes sure that a script is granted for an account; with real money a person has to say so.
    ///
    /// - Throws: ``RunFailure`` with exit code 4 for a script that nobody has approved.
    func require(_ script: LoadedScript, _ limits: RiskLimits, account: String, isLive: Bool) throws(RunFailure) {
        var book = try GrantBook(account, in: data)
        guard book.grant(script.sha256) == nil else { return }
        let card = ScriptCard(script, limits)
        let lines = Self.lines(card, earlier: book.earlier(script.name))
        let short = String(script.sha256.prefix(Self.digits))
        if isLive {
            if let approval {
                guard approval.utf8.count >= Self.digits, script.sha256.hasPrefix(approval.lowercased()) else {
                    throw RunFailure(
                        ExitStatus.denied,
                        "\(script.file): --approve \(approval) is not this file, whose SHA-256 begins with \(short)"
                    )
                }
                terminal.show(lines)
            } else {
                try ask(script, lines, account, short)
            }
        } else {
            terminal.show(lines)
        }
        try book.add(
            GrantBook.Grant(sha256: script.sha256, name: script.name, file: script.file, sheet: card.sheet)
        )
    }

    private func ask(
        _ script: LoadedScript,
        _ lines: [String],
        _ account: String,
        _ short: String
    ) throws(RunFailure) {
        guard terminal.isThere else {
            throw RunFailure(
                ExitStatus.denied,
                "\(script.file): it is not approved for account \(account), and there is no terminal to ask at; "
                    + "read its card (ibscript show \(script.file)), then add --approve \(short)"
            )
        }
        terminal.show(lines)
        guard terminal.answer("Trade real money in account \(account) with it? Type yes: ") == "yes" else {
            throw RunFailure(ExitStatus.denied, "\(script.file): not approved for account \(account)")
        }
    }

    /// The card, or what has grown since an earlier version was approved.
    static func lines(_ card: ScriptCard, earlier: GrantBook.Grant?) -> [String] {
        guard let earlier else { return card.lines }
        let grown = card.sheet.grown(since: earlier.sheet)
        let head = "\(VisibleText.of(card.header.name)) has changed since it was approved (SHA-256 \(card.sha256))"
        return [head] + (grown.isEmpty ? ["  it may do no more than before"] : grown.map { "  more: \($0)" })
    }
}

extension GrantDesk.Terminal {
    /// The terminal of this process: input and the stream of errors.
    static let own = GrantDesk.Terminal(
        isThere: isatty(STDIN_FILENO) == 1 && isatty(STDERR_FILENO) == 1,
        show: { lines in for line in lines { StandardStream.error.writeLine(line) } },
        answer: { question in
            StandardStream.error.write(question)
            // What was typed before the question is no answer to it.
            tcflush(STDIN_FILENO, TCIFLUSH)
            return readLine()
        }
    )
}
