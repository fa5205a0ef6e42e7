internal import Trading

/// Bounds on the memory and the output that others can cause.
extension HostEvent {
    /// The longest word from TWS, such as a status or a currency, in scalars.
    private static let longestWord = 80
    private static let longestSentence = 1_000
    private static let longestEnd = 4_000
    /// The size of an event without its texts, in bytes.
    private static let overhead = 100

    /// The approximate size of the event in bytes.
    var cost: Int {
        let texts =
            switch self {
            case .placed(let terms), .modified(let terms):
                terms.symbol.utf8.count + terms.instrument.utf8.count + terms.action.utf8.count
                    + terms.orderType.utf8.count + terms.currency.utf8.count
            case .status(_, let status, _, _, let whyHeld): status.utf8.count + whyHeld.utf8.count
            case .fill(_, let symbol, let instrument, let side, _, _, let execId):
                symbol.utf8.count + instrument.utf8.count + side.utf8.count + execId.utf8.count
            case .commission(_, let execId, _, let currency, _): execId.utf8.count + currency.utf8.count
            case .denied(let code, let message, let limit, let remedy, let position):
                code.utf8.count + message.utf8.count + (limit?.utf8.count ?? 0) + remedy.utf8.count
                    + (position?.utf8.count ?? 0)
            case .error(_, let message, _), .alarm(let message, _), .repeated(_, _, let message): message.utf8.count
            case .note(let text), .log(let text), .print(let text), .data(let text): text.utf8.count
            case .screen(let rows): rows.reduce(0) { $0 + $1.utf8.count }
            case .notification(let title, let level, let message):
                title.utf8.count + level.utf8.count + message.utf8.count
            case .omitted: 0
            case .summary(let summary): 200 * (1 + summary.trading.lines.count + summary.trading.working.count)
            case .ended(let end): (end.message?.utf8.count ?? 0) + (end.traceback?.utf8.count ?? 0)
            }
        return Self.overhead + texts
    }

    /// Whether its texts are so short that none is cut.
    var isShort: Bool { cost <= Self.longestWord + Self.overhead }

    /// The event with other parties' texts cut to fit a line; what a script prints and logs is kept in full.
    var bounded: HostEvent {
        guard !isShort else { return self }
        switch self {
        case .placed(let terms): return .placed(terms.bounded)
        case .modified(let terms): return .modified(terms.bounded)
        case .status(let orderId, let status, let filled, let remaining, let whyHeld):
            let (status, whyHeld) = (Self.word(status), Self.word(whyHeld))
            return .status(orderId: orderId, status: status, filled: filled, remaining: remaining, whyHeld: whyHeld)
        case .fill(let orderId, let symbol, let instrument, let side, let quantity, let price, let execId):
            return .fill(
                orderId: orderId,
                symbol: Self.word(symbol),
                instrument: Self.word(instrument),
                side: Self.word(side),
                quantity: quantity,
                price: price,
                execId: Self.word(execId)
            )
        case .commission(let orderId, let execId, let commission, let currency, let profit):
            return .commission(
                orderId: orderId,
                execId: Self.word(execId),
                commission: commission,
                currency: Self.word(currency),
                realizedPNL: profit
            )
        case .denied(let code, let message, let limit, let remedy, let position):
            return .denied(
                code: ShownText.cut(code),
                message: Self.sentence(message),
                limit: limit.map(Self.sentence),
                remedy: Self.sentence(remedy),
                position: position.map { ShownText.cut($0) }
            )
        case .error(let code, let message, let id):
            return .error(code: code, message: Self.sentence(message), id: id)
        case .alarm(let message, let orderId): return .alarm(message: Self.sentence(message), orderId: orderId)
        case .note(let text): return .note(Self.sentence(text))
        case .summary(let summary): return .summary(summary.bounded)
        case .ended(var end):
            end.message = end.message.map { ShownText.cut($0, longest: Self.longestEnd) }
            end.traceback = end.traceback.map { ShownText.cut($0, longest: Self.longestEnd) }
            return .ended(end)
        case .log, .print, .data, .screen, .repeated, .omitted, .notification: return self
        }
    }

    private static func word(_ text: String) -> String { ShownText.cut(text, longest: longestWord) }

    private static func sentence(_ text: String) -> String { ShownText.cut(text, longest: longestSentence) }
}

extension HostEvent.Terms {
    fileprivate var bounded: HostEvent.Terms {
        var terms = self
        terms.symbol = ShownText.cut(symbol)
        terms.instrument = ShownText.cut(instrument)
        terms.action = ShownText.cut(action)
        terms.orderType = ShownText.cut(orderType)
        terms.currency = ShownText.cut(currency)
        return terms
    }
}

extension RunSummary {
    fileprivate var bounded: RunSummary {
        var summary = self
        for index in trading.lines.indices {
            summary.trading.lines[index].symbol = ShownText.cut(trading.lines[index].symbol)
            summary.trading.lines[index].currency = ShownText.cut(trading.lines[index].currency)
        }
        for index in trading.commissions.indices {
            summary.trading.commissions[index].currency = ShownText.cut(trading.commissions[index].currency)
        }
        for index in trading.working.indices {
            summary.trading.working[index].terms = ShownText.cut(trading.working[index].terms)
            summary.trading.working[index].status = ShownText.cut(trading.working[index].status)
        }
        return summary
    }
}
