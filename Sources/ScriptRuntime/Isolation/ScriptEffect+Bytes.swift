internal import Notation
internal import ScriptHost

// From the script to the run. Every switch of the writer names every case: a new one is carried, or it does not
// compile. The reader accepts only what a script's session may request; lines about orders are the run's own.

extension ByteWriter {
    /// Writes an effect of a script.
    mutating func effect(_ effect: ScriptEffect) {
        switch effect {
        case .deskTurn: tag(0)
        case .output(let event):
            tag(1)
            line(event)
        case .startTimer(let timer, let seconds, let isTimeout):
            tag(2)
            integer(timer.rawValue)
            double(seconds)
            flag(isTimeout)
        case .cancelTimer(let timer):
            tag(3)
            integer(timer.rawValue)
        case .continueLater: tag(4)
        case .ended(let end):
            tag(5)
            text(end.reason.rawValue)
            optionalText(end.message)
            optionalText(end.traceback)
            optionalText(end.excerpt)
        case .flatten(let request):
            tag(6)
            optionalText(request.symbol)
            flag(request.isOfAccount)
        case .remember(let entries):
            tag(7)
            list(entries) {
                $0.text($1.key)
                $0.optionalText($1.text)
            }
        case .check(let check):
            tag(8)
            text(check.text)
            flag(check.holds)
            optionalInteger(check.line)
        }
    }

    private mutating func line(_ event: HostEvent) {
        switch event {
        case .note(let text): words(0, text)
        case .log(let text): words(1, text)
        case .print(let text): words(2, text)
        case .data(let text): words(3, text)
        case .denied(let code, let message, let limit, let remedy, let position):
            words(4, code)
            text(message)
            optionalText(limit)
            text(remedy)
            optionalText(position)
        case .error(let code, let message, let id):
            words(5, message)
            optionalInteger(code)
            optionalInteger(id)
        case .screen(let lines):
            words(6, "")
            list(lines) { $0.text($1) }
        case .notification(let title, let level, let message):
            words(7, title)
            text(level)
            text(message)
        // The run itself writes these, from what the desk has made.
        case .placed, .modified, .status, .fill, .commission, .alarm, .repeated, .omitted, .summary, .ended:
            words(0, event.name)
        }
    }

    private mutating func words(_ tag: UInt8, _ text: String) {
        self.tag(tag)
        self.text(text)
    }
}

extension ByteReader {
    /// Reads an effect of a script.
    mutating func effect() throws(Malformed) -> ScriptEffect {
        switch try tag() {
        case 0: return .deskTurn
        case 1: return .output(try line())
        case 2:
            let timer = ScriptTimer(rawValue: try integer())
            let seconds = try double()
            guard seconds <= Self.longestTimer else { throw Malformed("a timer of \(seconds) s") }
            return .startTimer(timer, after: max(0, seconds), isTimeout: try flag())
        case 3: return .cancelTimer(ScriptTimer(rawValue: try integer()))
        case 4: return .continueLater
        case 5:
            let reason = try word(RunEnd.Reason.self)
            var end = RunEnd(reason, message: try optionalText(), traceback: try optionalText())
            end.excerpt = try optionalText()
            return .ended(end)
        case 6: return .flatten(FlattenRequest(symbol: try optionalText(), isOfAccount: try flag()))
        case 7:
            return .remember(
                try list { reader throws(Malformed) in
                    ScriptMemory(key: try reader.text(), text: try reader.optionalText())
                }
            )
        case 8:
            return .check(
                ScriptCheckResult(text: try text(), holds: try flag(), line: try optionalInteger())
            )
        case let other: throw Malformed("effect \(other)")
        }
    }

    /// A hundred years; a clock in nanoseconds spans no more than three times that.
    private static var longestTimer: Double { 3.2e9 }

    private mutating func line() throws(Malformed) -> HostEvent {
        let kind = try tag()
        let words = try text()
        switch kind {
        case 0: return .note(words)
        case 1: return .log(words)
        case 2: return .print(words)
        case 3: return .data(words)
        case 4:
            return .denied(
                code: words,
                message: try text(),
                limit: try optionalText(),
                remedy: try text(),
                position: try optionalText()
            )
        case 5: return .error(code: try optionalInteger(), message: words, id: try optionalInteger())
        case 7: return .notification(title: words, level: try text(), message: try text())
        case 6: return .screen(try list { reader throws(Malformed) in try reader.text() })
        default: throw Malformed("line \(kind)")
        }
    }
}
