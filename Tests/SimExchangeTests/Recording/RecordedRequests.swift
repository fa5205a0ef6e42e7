import TWSWire

@testable import SimExchange

/// The requests of a recorded flow that are no orders.
enum RecordedRequests {
    /// What a client subscribes to when it comes; the third client listens to less.
    static func subscriptions(_ contracts: [Contract], accounts: [String], _ place: Int) -> [ClientMessage] {
        var updates = ClientMessage.ReqAccountUpdates()
        (updates.subscribe, updates.acctCode) = (true, accounts[place % accounts.count])
        var automatic = ClientMessage.ReqAutoOpenOrders()
        automatic.autoBind = true
        var requests: [ClientMessage] = [.reqAutoOpenOrders(automatic), .reqAccountUpdates(updates)]
        requests.append(.reqPositions(ClientMessage.ReqPositions()))
        for (number, contract) in contracts.enumerated() where number % 3 == place {
            var data = ClientMessage.ReqMktData()
            (data.reqId, data.contract, data.genericTickList) = (100 + number, contract, number == 0 ? "233" : "")
            requests.append(.reqMktData(data))
        }
        guard place < 2 else { return requests }
        return requests + streams(accounts, isSmart: place == 0)
    }

    private static func streams(_ accounts: [String], isSmart: Bool) -> [ClientMessage] {
        var depth = ClientMessage.ReqMktDepth()
        (depth.reqId, depth.contract, depth.numRows, depth.isSmartDepth) = (200, .aapl, 3, isSmart)
        var ticks = ClientMessage.ReqTickByTickData()
        (ticks.reqId, ticks.contract, ticks.tickType) = (201, .mes, isSmart ? "BidAsk" : "Last")
        ticks.numberOfTicks = 5
        var bars = ClientMessage.ReqRealTimeBars()
        (bars.reqId, bars.contract, bars.whatToShow, bars.barSize) = (202, .aapl, "TRADES", 5)
        var history = ClientMessage.ReqHistoricalData()
        (history.reqId, history.contract, history.durationStr) = (203, .aapl, "600 S")
        (history.barSizeSetting, history.whatToShow, history.keepUpToDate) = ("30 secs", "TRADES", true)
        var summary = ClientMessage.ReqAccountSummary()
        (summary.reqId, summary.groupName, summary.tags) = (204, "All", "NetLiquidation,BuyingPower,$LEDGER:ALL")
        var multi = ClientMessage.ReqAccountUpdatesMulti()
        (multi.reqId, multi.account, multi.ledgerAndNLV) = (205, accounts[0], true)
        var positions = ClientMessage.ReqPositionsMulti()
        (positions.reqId, positions.account) = (206, accounts[accounts.count - 1])
        var profit = ClientMessage.ReqPnL()
        (profit.reqId, profit.account) = (207, accounts[0])
        var single = ClientMessage.ReqPnLSingle()
        (single.reqId, single.account, single.conId) = (208, accounts[0], 265_598)
        return [
            .reqMktDepth(depth), .reqTickByTickData(ticks), .reqRealTimeBars(bars), .reqHistoricalData(history),
            .reqAccountSummary(summary), .reqAccountUpdatesMulti(multi), .reqPositionsMulti(positions),
            .reqPnL(profit), .reqPnLSingle(single),
        ]
    }

    /// A question at random: one of any kind without content, a well-formed one, or one about a contract.
    static func question(_ random: inout RandomOrders, _ contracts: [Contract], _ id: Int) -> ClientMessage {
        let plain = ClientMessage.payloads.map { $0.init().clientMessage }
        switch random.number(in: 0...3) {
        case 0: return plain[random.number(in: 0...plain.count - 1)]
        case 1: return WellFormedRequests.all[random.number(in: 0...WellFormedRequests.all.count - 1)].1
        default: break
        }
        let contract = contracts[random.number(in: 0...contracts.count - 1)]
        switch random.number(in: 0...5) {
        case 0:
            var details = ClientMessage.ReqContractDetails()
            (details.reqId, details.contract) = (id + 1000, contract)
            return .reqContractDetails(details)
        case 1:
            var data = ClientMessage.ReqMktData()
            (data.reqId, data.contract, data.snapshot) = (id + 1000, contract, random.once(in: 2))
            return .reqMktData(data)
        case 2:
            var cancel = ClientMessage.CancelMktData()
            cancel.reqId = random.number(in: 99...106)
            return .cancelMktData(cancel)
        case 3: return .reqCompletedOrders(ClientMessage.ReqCompletedOrders())
        case 4:
            var executions = ClientMessage.ReqExecutions()
            executions.reqId = id + 1000
            executions.filter.secType = random.once(in: 2) ? .stock : .unset
            return .reqExecutions(executions)
        default: return .reqAllOpenOrders(ClientMessage.ReqAllOpenOrders())
        }
    }
}
