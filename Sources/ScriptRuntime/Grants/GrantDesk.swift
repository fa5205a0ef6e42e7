internal import Glibc
internal import ScriptHeader
internal import ScriptHost
internal import Trading

/// Asks the user whether a script may trade an account.
struct GrantDesk {
    /// How the user is asked.
    struct Terminal: Sendable {
        /// Whether both ends are a terminal.
        var isThere: Bool
        /// Shows lines.
        var show: @Sendable ([String]) -> Void
        /// Returns what was typed after the question, but nothing typed before it.
        var answer: @Sendable (String) -> String?
    }

    let data: DataFolder
    let terminal: Terminal
    /// The value of `--approve`; `nil` without it.
    let approval: String?

    /// The smallest number of digits of a hash that count as its name.
    static let digits = 12

    /// Makes sure that a script is granted for an account; with real money, the user must approve it. Says each time
    /// what its header asks for in vain, before an order is refused for it.
    ///
    /// - Throws: ``RunFailure`` with exit code 4 for a script that is not approved.
    func require(_ script: LoadedScript, _ limits: RiskLimits, account: String, isLive: Bool) throws(RunFailure) {
        var book = try GrantBook(account, in: data)
        let card = ScriptCard(script, limits, asked: script.header.askedLimits)
        let opening =
            card.excess.isEmpty ? [] : ["to open it for this account, write it into \(try data.limits(account))"]
        guard book.grant(script.sha256) == nil else { return terminal.show(card.excessLines + opening) }
        let lines = Self.lines(card, earlier: book.earlier(script.name)) + opening
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

    /// Returns the card, or what has grown since an earlier version was approved.
    static func lines(_ card: ScriptCard, earlier: GrantBook.Grant?) -> [String] {
        guard let earlier else { return card.lines }
        let grown = card.sheet.grown(since: earlier.sheet)
        let head = "\(VisibleText.of(card.header.name)) has changed since it was approved (SHA-256 \(card.sha256))"
        return [head] + (grown.isEmpty ? ["  it may do no more than before"] : grown.map { "  more: \($0)" })
    }
}

extension GrantDesk.Terminal {
    /// The terminal of this process: standard input and standard error.
    static let own = GrantDesk.Terminal(
        isThere: isatty(STDIN_FILENO) == 1 && isatty(STDERR_FILENO) == 1,
        show: { lines in for line in lines { StandardStream.error.writeLine(line) } },
        answer: { question in
            StandardStream.error.write(question)
            // What was typed before the question does not answer it.
            tcflush(STDIN_FILENO, TCIFLUSH)
            return readLine()
        }
    )
}
