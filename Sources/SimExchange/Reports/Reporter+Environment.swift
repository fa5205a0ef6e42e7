internal import TWSWire

extension Reporter {
    /// Sends the codes of the accounts, separated by commas; if there are several, one follows the last, too, as in
    /// TWS.
    mutating func sendManagedAccounts(_ codes: [String], to connection: ConnectionID) {
        var message = ServerMessage.ManagedAccounts()
        message.accountsList = codes.joined(separator: ",") + (codes.count > 1 ? "," : "")
        send(message, to: connection)
    }

    /// Sends the next order ID that a client may use.
    mutating func sendNextID(_ id: Int, to connection: ConnectionID) {
        var next = ServerMessage.NextValidId()
        next.orderId = id
        send(next, to: connection)
    }

    /// Sends the notices that the data farms are connected.
    mutating func tellFarms(to connection: ConnectionID, at now: ExchangeInstant) {
        for notice in Rejection.farms { tell(notice, id: -1, to: connection, at: now) }
    }

    /// Sends the clock's time in seconds.
    mutating func sendTime(_ now: ExchangeInstant, to connection: ConnectionID) {
        var time = ServerMessage.CurrentTime()
        time.time = Int(now.seconds)
        send(time, to: connection)
    }

    /// Sends the clock's time in milliseconds.
    mutating func sendTimeInMilliseconds(_ now: ExchangeInstant, to connection: ConnectionID) {
        var time = ServerMessage.CurrentTimeInMillis()
        time.timeInMillis = Int(now.milliseconds)
        send(time, to: connection)
    }

    /// Sends the codes of the family of accounts.
    mutating func sendFamilyCodes(_ accounts: [String], to connection: ConnectionID) {
        var codes = ServerMessage.FamilyCodes()
        codes.familyCodes = accounts.map { account in
            var code = FamilyCode()
            code.accountID = account
            return code
        }
        send(codes, to: connection)
    }

    /// Sends an empty list of news providers.
    mutating func sendNewsProviders(to connection: ConnectionID) {
        send(ServerMessage.NewsProviders(), to: connection)
    }

    /// Ends a list of news.
    mutating func endNews(_ requestID: Int, to connection: ConnectionID) {
        var end = ServerMessage.HistoricalNewsEnd()
        end.reqId = requestID
        send(end, to: connection)
    }

    /// Sends an empty list of soft dollar tiers.
    mutating func sendSoftDollarTiers(_ requestID: Int, to connection: ConnectionID) {
        var tiers = ServerMessage.SoftDollarTiers()
        tiers.reqId = requestID
        send(tiers, to: connection)
    }

    /// Sends that the user has no white branding.
    mutating func sendUser(_ requestID: Int, to connection: ConnectionID) {
        var user = ServerMessage.UserInfo()
        user.reqId = requestID
        send(user, to: connection)
    }

    /// Sends the TWS settings that the simulator has: what it refuses orders for, and who sees all orders.
    mutating func sendSettings(_ configuration: SimConfiguration, _ requestID: Int, to connection: ConnectionID) {
        var settings = ServerMessage.ConfigResponse()
        settings.reqId = requestID
        settings.api.settings.readOnlyApi = configuration.isReadOnly
        settings.api.settings.masterClientId = configuration.masterClientId
        settings.api.precautions.bypassOrderPrecautions = configuration.precautions == nil
        settings.api.precautions.bypassRedirectOrderWarning = configuration.precautions?.allowsDirectRouting ?? true
        send(settings, to: connection)
    }

    /// Sends the available display groups.
    mutating func sendGroups(_ requestID: Int, to connection: ConnectionID) {
        var groups = ServerMessage.DisplayGroupList()
        groups.reqId = requestID
        groups.groups = "1|2|3|4|5|6|7"
        send(groups, to: connection)
    }

    /// Sends the contract of a display group.
    mutating func sendGroup(_ requestID: Int, _ contract: String, to connection: ConnectionID) {
        var group = ServerMessage.DisplayGroupUpdated()
        group.reqId = requestID
        group.contractInfo = contract
        send(group, to: connection)
    }
}

extension Rejection {
    /// The notices with which TWS greets a client.
    fileprivate static let farms = [
        Rejection(2104, "Market data farm connection is OK:usfarm"),
        Rejection(2106, "HMDS data farm connection is OK:ushmds"),
        Rejection(2158, "Sec-def data farm connection is OK:secdefil"),
    ]
}
