import TWSWire
import Testing

@testable import SimExchange

/// The table of requests against the protocol's own list of requests.
@Suite struct RequestTableTests {
    /// What the simulator does not serve, and says so with error 321.
    private static let unserved: Set<String> = [
        "calculateImpliedVolatility", "calculateOptionPrice", "verifyRequest", "verifyMessage", "verifyAndAuthRequest",
        "verifyAndAuthMessage", "updateConfig",
    ]

    @Test func everyRequestHasOneRow() {
        let names = RequestTable.rows.map(\.name)
        #expect(Set(names).count == names.count)
        let known = Set(ClientMessage.payloads.map { $0.structureName })
        #expect(known.subtracting(names).subtracting(Self.unserved) == [])
        #expect(Set(names).isSubset(of: known))
    }

    @Test func limitsAndNamesAreThoseOfTheRow() {
        #expect(RequestTable.row("reqMktData")?.limit?.count == 100)
        #expect(RequestTable.row("reqMktData")?.limit?.rejection.code == 101)
        #expect(RequestTable.row("reqAccountSummary")?.limit?.count == 2)
        #expect(RequestTable.errorName(of: ClientMessage.ReqHistoricalData.self) == "bH")
        #expect(throws: Rejection.duplicateTicker) {
            try RequestTable.checkPlace(for: ClientMessage.ReqMktData.self, 1, isUsed: true)
        }
    }

    @Test func fieldsThatExcludeEachOtherAreRefused() throws {
        var ticks = ClientMessage.ReqHistoricalTicks()
        #expect(throws: Rejection.self) { try RequestTable.checkFields(ticks) }
        ticks.startDateTime = "20260105-14:00:00"
        try RequestTable.checkFields(ticks)
        ticks.endDateTime = "20260105-15:00:00"
        #expect(throws: Rejection.self) { try RequestTable.checkFields(ticks) }
        var history = ClientMessage.ReqHistoricalData()
        history.keepUpToDate = true
        try RequestTable.checkFields(history)
        history.endDateTime = "20260105-15:00:00"
        #expect(throws: Rejection.self) { try RequestTable.checkFields(history) }
    }
}
