internal import CivilTime
internal import LuaBridge
internal import TWSWire
internal import Trading

/// `news_providers()`, `news(c, {…})` and `news_article(provider, id)`.
enum NewsFunctions {
    static let entries: [HostEntry] = [
        providers.entry, HostEntry("news", waits: true, news), article.entry,
    ]

    private static let providers = SingleRequest(
        name: "news_providers",
        read: { _, _ in .reqNewsProviders(.init()) },
        answer: { session, message, _ in
            guard case .newsProviders(let answer) = message else { return nil }
            let rows = answer.newsProviders.map { [LuaValue.string($0.code), .string($0.name)] }
            return session.give("news provider", keys: ["code", "name"], rows)
        }
    )

    private static let article = SingleRequest(
        name: "news_article",
        read: { _, frame in
            guard let provider = frame.string(1), let article = frame.string(2) else {
                throw LuaRaise(
                    message: "news_article: expected a provider's code and an article's id",
                    remedy: "news_article(headline.provider, headline.id)"
                )
            }
            var request = ClientMessage.ReqNewsArticle()
            (request.providerCode, request.articleId) = (provider, article)
            return .reqNewsArticle(request)
        },
        answer: { _, message, id in
            guard case .newsArticle(let answer) = message, answer.reqId == id else { return nil }
            return .values([.string(answer.articleText)])
        }
    )

    /// Every accepted key.
    static let keys = ["from", "to", "count", "providers"]

    /// `news(c[, {from = t, to = t, count = 10, providers = {"BRFG"}}])`: headlines about a contract, newest first.
    private static func news(_ session: ScriptSession, _ frame: borrowing LuaFrame) throws -> HostResult {
        let contract = try session.contract(try frame.value(1), function: "news")
        var request = ClientMessage.ReqHistoricalNews()
        request.totalResults = 10
        for (key, value) in try frame.options(2, function: "news") {
            switch (key, value) {
            case ("from", _): request.startDateTime = try dashed(value, key, session)
            case ("to", _): request.endDateTime = try dashed(value, key, session)
            case ("count", .integer(let count)) where (1...300).contains(count): request.totalResults = count
            case ("count", _): throw LuaRaise(message: "news: count: expected a whole number from 1 to 300")
            case ("providers", .string(let code)): request.providerCodes = code
            case ("providers", .array(let codes)):
                request.providerCodes = codes.compactMap { RecordText.text($0) }.joined(separator: "+")
            default: throw LuaRaise(message: "news: \(Members.unknown(key, of: "options", among: keys).message)")
            }
        }
        let template = request
        return try Inquiry.begin("news", session) { inquiry throws(LuaRaise) in
            try inquiry.qualified(contract) { details throws(LuaRaise) in
                var request = template
                request.conId = details.contract.conId
                guard request.providerCodes.isEmpty else { return try ask(request, inquiry) }
                try inquiry.ask(.reqNewsProviders(.init())) { message, _ -> Result<String, LuaRaise>? in
                    guard case .newsProviders(let answer) = message else { return nil }
                    return .success(answer.newsProviders.map(\.code).joined(separator: "+"))
                } then: { codes throws(LuaRaise) in
                    guard !codes.isEmpty else {
                        throw LuaRaise(
                            message: "news: the login has no news provider",
                            remedy: session.configuration.mode == .simulator
                                ? "the simulator has none; try it with --paper" : "subscribe to one at IB"
                        )
                    }
                    request.providerCodes = codes
                    try ask(request, inquiry)
                }
            }
        }
    }

    private static func dashed(
        _ value: LuaValue,
        _ key: String,
        _ session: ScriptSession
    ) throws(LuaRaise) -> String {
        // News requests take `2026-01-05 10:00:00`, in UTC.
        let text = HistoryTerms.text(try HistoryTerms.moment(value, key, "news", session.zones))
        let (day, clock) = (text.prefix(8), text.suffix(8))
        return "\(day.prefix(4))-\(day.dropFirst(4).prefix(2))-\(day.suffix(2)) \(clock)"
    }

    private static func ask(
        _ request: ClientMessage.ReqHistoricalNews,
        _ inquiry: Inquiry
    ) throws(LuaRaise) {
        typealias Headline = ServerMessage.HistoricalNews
        var rows = AnswerRows<Headline>(of: "news")
        let session = inquiry.session
        try inquiry.ask(.reqHistoricalNews(request)) { (message, id) -> Result<[Headline], LuaRaise>? in
            switch message {
            case .historicalNews(let headline) where headline.reqId == id:
                if case .raise(let raise)? = rows.append([headline]) { return .failure(raise) }
                return nil
            case .historicalNewsEnd(let end) where end.reqId == id: return .success(rows.rows)
            default: return nil
            }
        } then: { found in
            let rows = found.map { row -> [LuaValue] in
                let time = PastFunctions.moment(row.time, in: .utc, session).map(LuaValue.integer) ?? .nil
                return [time, .string(row.providerCode), .string(row.articleId), .string(row.headline)]
            }
            inquiry.finish(session.give("headline", keys: ["time", "provider", "id", "headline"], rows))
        }
    }
}
