internal import Notation
internal import ScriptHost
internal import Trading

// From the run to the script. Every switch names every case: a new one is carried, or it does not compile.

extension ByteWriter {
    /// Writes an event for a script.
    mutating func event(_ event: ScriptEvent, _ told: inout ToldOrders) {
        switch event {
        case .started(let facts):
            tag(0)
            self.facts(facts)
        case .message(let message, let news, let isShared):
            tag(1)
            self.message(message)
            list(news) { $0.news($1, &told) }
            flag(isShared)
        case .order(let news):
            tag(2)
            self.news(news, &told)
        case .requestFailed(let id, let message):
            tag(3)
            integer(id)
            text(message)
        case .requestHeld(let id):
            tag(4)
            integer(id)
        case .requestLeft(let id):
            tag(5)
            integer(id)
        case .timer(let timer):
            tag(6)
            integer(timer.rawValue)
        case .continueSlice: tag(7)
        case .disconnected(let reason):
            tag(8)
            text(reason)
        case .connected(let facts):
            tag(9)
            self.facts(facts)
        case .reconciled: tag(10)
        case .stalled: tag(11)
        case .resumed(let gap):
            tag(12)
            self.gap(gap)
        case .released: tag(13)
        case .stopRequested(let request):
            tag(14)
            self.request(request)
        case .learned: tag(15)
        case .flattened(let text):
            tag(16)
            self.text(text)
        case .typed(.text(let text)):
            tag(17)
            self.text(text)
        case .typed(.cancel): tag(18)
        }
    }

    private mutating func facts(_ facts: SessionFacts) {
        text(facts.account)
        list(facts.accounts) { $0.text($1) }
        integer(facts.serverVersion)
        integer(facts.clientId)
        flag(facts.isAlone)
        list(facts.memory.sorted { $0.key < $1.key }) {
            $0.text($1.key)
            $0.text($1.value)
        }
    }

    private mutating func news(_ news: ScriptEvent.OrderNews, _ told: inout ToldOrders) {
        entry(news.entry, &told, changes: news.changes)
        list(news.changes) { $0.change($1) }
    }

    private mutating func change(_ change: LedgerChange) {
        func numbers(_ tag: UInt8, _ id: Int, _ index: Int = 0) {
            self.tag(tag)
            integer(id)
            integer(index)
        }
        switch change {
        case .status(let id): numbers(0, id)
        case .fill(let id, let index): numbers(1, id, index)
        case .leg(let id, let index): numbers(2, id, index)
        case .legChanged(let id, let index): numbers(3, id, index)
        case .corrected(let id, let index): numbers(4, id, index)
        case .commission(let id, let index): numbers(5, id, index)
        case .done(let id): numbers(6, id)
        case .notice(let id, let notice):
            numbers(7, id)
            self.notice(notice)
        case .unknown(let id): numbers(8, id)
        case .alarm(let id, let message):
            numbers(9, id)
            text(message)
        case .reconciliationNeeded(let id): numbers(10, id)
        }
    }

    private mutating func gap(_ gap: ConnectionGap) {
        integer(Int(gap.from.nanoseconds))
        integer(Int(gap.to.nanoseconds))
        double(gap.seconds)
        switch gap.cause {
        case .socket: tag(0)
        case .server: tag(1)
        }
        flag(gap.isRestored)
        integer(gap.streams)
    }

    private mutating func request(_ request: StopRequest) {
        func words(_ tag: UInt8, _ text: String = "") {
            self.tag(tag)
            self.text(text)
        }
        switch request {
        case .timeLimit: words(0)
        case .interrupted: words(1)
        case .connectionLost(let text): words(2, text)
        case .refused(let text): words(3, text)
        case .other(let text): words(4, text)
        }
    }
}

extension ByteReader {
    /// Reads an event for a script.
    mutating func event(_ heard: inout HeardOrders) throws(Malformed) -> ScriptEvent {
        switch try tag() {
        case 0: return .started(try facts())
        case 1:
            let message = try serverMessage()
            return .message(message, try newsList(&heard), isShared: try flag())
        case 2: return .order(try news(&heard))
        case 3: return .requestFailed(id: try integer(), message: try text())
        case 4: return .requestHeld(id: try integer())
        case 5: return .requestLeft(id: try integer())
        case 6: return .timer(ScriptTimer(rawValue: try integer()))
        case 7: return .continueSlice
        case 8: return .disconnected(reason: try text())
        case 9: return .connected(try facts())
        case 10: return .reconciled
        case 11: return .stalled
        case 12: return .resumed(try gap())
        case 13: return .released
        case 14: return .stopRequested(try request())
        case 15: return .learned
        case 16: return .flattened(try text())
        case 17: return .typed(.text(try text()))
        case 18: return .typed(.cancel)
        case let other: throw Malformed("event \(other)")
        }
    }

    private mutating func facts() throws(Malformed) -> SessionFacts {
        var facts = SessionFacts(
            account: try text(),
            accounts: try list { reader throws(Malformed) in try reader.text() },
            serverVersion: try integer(),
            clientId: try integer(),
            isAlone: try flag()
        )
        for (key, text) in try list({ reader throws(Malformed) in (try reader.text(), try reader.text()) }) {
            facts.memory[key] = text
        }
        return facts
    }

    private mutating func newsList(_ heard: inout HeardOrders) throws(Malformed) -> [ScriptEvent.OrderNews] {
        try list { reader throws(Malformed) in try reader.news(&heard) }
    }

    private mutating func news(_ heard: inout HeardOrders) throws(Malformed) -> ScriptEvent.OrderNews {
        let order = try entry(&heard)
        return ScriptEvent.OrderNews(
            order,
            changes: try list { reader throws(Malformed) in try reader.change() }
        )
    }

    private mutating func change() throws(Malformed) -> LedgerChange {
        let kind = try tag()
        let id = try integer()
        let index = try integer()
        switch kind {
        case 0: return .status(orderId: id)
        case 1: return .fill(orderId: id, index: index)
        case 2: return .leg(orderId: id, index: index)
        case 3: return .legChanged(orderId: id, index: index)
        case 4: return .corrected(orderId: id, index: index)
        case 5: return .commission(orderId: id, index: index)
        case 6: return .done(orderId: id)
        case 7: return .notice(orderId: id, try notice())
        case 8: return .unknown(orderId: id)
        case 9: return .alarm(orderId: id, message: try text())
        case 10: return .reconciliationNeeded(orderId: id)
        default: throw Malformed("change \(kind)")
        }
    }

    private mutating func gap() throws(Malformed) -> ConnectionGap {
        let from = RunInstant(nanoseconds: Int64(try integer()))
        let to = RunInstant(nanoseconds: Int64(try integer()))
        let seconds = try double()
        let cause: ConnectionGap.Cause = try tag() == 0 ? .socket : .server
        var gap = ConnectionGap(from: from, to: to, seconds: seconds, cause: cause, isRestored: try flag())
        gap.streams = try integer()
        return gap
    }

    private mutating func request() throws(Malformed) -> StopRequest {
        let kind = try tag()
        let words = try text()
        switch kind {
        case 0: return .timeLimit
        case 1: return .interrupted
        case 2: return .connectionLost(words)
        case 3: return .refused(words)
        case 4: return .other(words)
        default: throw Malformed("end \(kind)")
        }
    }
}
