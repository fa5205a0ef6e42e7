import TWSWire
import Testing

@testable import SimExchange

/// Historical ticks come by whole seconds, so that the next page can begin with the next one (erdewit/ib_insync#206).
@Suite struct PastTickTests {
    private func ticks(_ bench: inout Bench, _ start: String, _ end: String, _ count: Int) -> [Int] {
        var request = ClientMessage.ReqHistoricalTicks()
        (request.reqId, request.contract, request.whatToShow) = (1, .aapl, "TRADES")
        (request.startDateTime, request.endDateTime, request.numberOfTicks) = (start, end, count)
        for case .historicalTicksLast(let answer) in bench.send(request) { return answer.ticks.map(\.time) }
        return []
    }

    private func text(_ seconds: Int) -> String { ExchangeTime.utcText(ExchangeInstant(seconds: Int64(seconds))) }

    @Test(arguments: [1, 2, 5, 7, 50])
    func pagesJoin(count: Int) throws {
        var bench = Bench()
        var (pages, next) = ([Int](), 1_767_624_300)
        for _ in 1...4 {
            let page = ticks(&bench, text(next), "", count)
            #expect(page.count >= count)
            pages += page
            next = try #require(page.last) + 1
        }
        let whole = ticks(&bench, text(1_767_624_300), "", 1000)
        #expect(pages == Array(whole.prefix(pages.count)) && pages.count < whole.count)
    }

    @Test(arguments: [1, 3, 8])
    func theFirstSecondIsWhole(count: Int) throws {
        var bench = Bench()
        let page = ticks(&bench, "", text(1_767_624_300), count)
        let first = try #require(page.first)
        let all = ticks(&bench, text(first), "", 20).filter { $0 == first }
        #expect(page.filter { $0 == first }.count == all.count && page.count >= count)
    }
}
