internal import TWSWire

extension SimExchange {
    /// Clock, user, news, display groups, advisor data; tells whether the request was one of these.
    mutating func serveEnvironment(_ message: ClientMessage, _ connection: ConnectionID) -> Bool {
        switch message {
        case .reqCurrentTime:
            var time = ServerMessage.CurrentTime()
            time.time = Int(now.seconds)
            send(time, to: connection)
        case .reqCurrentTimeInMillis:
            var time = ServerMessage.CurrentTimeInMillis()
            time.timeInMillis = Int(now.milliseconds)
            send(time, to: connection)
        case .reqNewsProviders: send(ServerMessage.NewsProviders(), to: connection)
        case .reqHistoricalNews(let request):
            var end = ServerMessage.HistoricalNewsEnd()
            end.reqId = request.reqId
            send(end, to: connection)
        case .reqFamilyCodes: sendFamilyCodes(connection)
        case .reqSoftDollarTiers(let request):
            var tiers = ServerMessage.SoftDollarTiers()
            tiers.reqId = request.reqId
            send(tiers, to: connection)
        case .reqUserInfo(let request):
            var user = ServerMessage.UserInfo()
            user.reqId = request.reqId
            send(user, to: connection)
        case .requestFA, .replaceFA: refuseAdvisorData(message, connection)
        default: return serveDisplayGroups(message, connection) || refuseResearch(message, connection)
        }
        return true
    }

    /// Fundamentals, news articles and corporate events need subscriptions that a paper account does not have: the errors
    /// are those of TWS, by which clients end such requests (an error 321 leaves ib_async waiting).
    private mutating func refuseResearch(_ message: ClientMessage, _ connection: ConnectionID) -> Bool {
        let feed = Rejection(10276, "News feed is not allowed")
        switch message {
        case .reqFundamentalData(let request):
            let text = "The fundamentals data for the security specified is not available.Not allowed"
            send(Rejection(430, text), id: request.reqId, to: connection)
        case .reqNewsArticle(let request): send(feed, id: request.reqId, to: connection)
        case .reqWshMetaData(let request): send(feed, id: request.reqId, to: connection)
        case .reqWshEventData(let request): send(feed, id: request.reqId, to: connection)
        default: return false
        }
        return true
    }

    private mutating func serveDisplayGroups(_ message: ClientMessage, _ connection: ConnectionID) -> Bool {
        switch message {
        case .queryDisplayGroups(let request):
            var groups = ServerMessage.DisplayGroupList()
            groups.reqId = request.reqId
            groups.groups = "1|2|3|4|5|6|7"
            send(groups, to: connection)
        case .subscribeToGroupEvents(let request): sendGroup(request.reqId, "none", connection)
        case .updateDisplayGroup(let request): sendGroup(request.reqId, request.contractInfo, connection)
        default: return false
        }
        return true
    }

    private mutating func sendGroup(_ requestID: Int, _ contract: String, _ connection: ConnectionID) {
        var group = ServerMessage.DisplayGroupUpdated()
        group.reqId = requestID
        group.contractInfo = contract
        send(group, to: connection)
    }

    private mutating func sendFamilyCodes(_ connection: ConnectionID) {
        var codes = ServerMessage.FamilyCodes()
        codes.familyCodes = accounts.codes.map { account in
            var code = FamilyCode()
            code.accountID = account
            return code
        }
        send(codes, to: connection)
    }

    private mutating func refuseAdvisorData(_ message: ClientMessage, _ connection: ConnectionID) {
        var id = -1
        if case .replaceFA(let request) = message { id = request.reqId }
        send(
            .invalid("FA data operations ignored for non FA customers.", request: "cO"),
            id: id,
            to: connection
        )
    }
}
