import TWSWire
import Testing

@testable import SimExchange

/// Instructions to exercise options and to let them lapse, with the sequences captured from a paper Gateway
/// (ibkr-go, api_option_exercise_*: server version 200, June 2026).
@Suite struct ExerciseTests {
    private static func request(_ contract: Contract, action: Int = 1, quantity: Int = 1, override: Int = 0)
        -> ClientMessage.ExerciseOptions
    {
        var request = ClientMessage.ExerciseOptions()
        (request.reqId, request.contract) = (5000, contract)
        (request.exerciseAction, request.exerciseQuantity, request.override) = (action, quantity, override)
        return request
    }

    /// A bench with two options, on a day before they end.
    private static func holding(_ contract: Contract, day: Int = 14, seconds: Int = 3600) -> Bench {
        var bench = Bench.beforeOptionsEnd(day: day, seconds: seconds)
        _ = bench.fill(.order(1, of: contract) { $0.totalQuantity = 2 })
        return bench
    }

    @Test func instructionWaitsAsAnOrderAndIsCarriedOutAtTheEndOfTheDay() throws {
        let contract = Contract.option(.call, 170)
        var bench = Self.holding(contract)
        let told = bench.send(Self.request(contract))
        #expect(told.story == ["error 5000 10349", "openOrder 5000 PreSubmitted", "orderStatus 5000 PreSubmitted"])
        #expect(told.errorTexts == ["Order TIF was set to DAY based on order preset."])
        let terms = try #require(told.terms.first)
        #expect(
            [terms.action.text, terms.orderType.text, terms.tif.text, terms.orderRef] == ["BUY", "LMT", "DAY", ""]
        )
        #expect(terms.lmtPrice == 0 && terms.totalQuantity == 1)
        let end = ExchangeZone.newYork.instant(CivilDate(year: 2026, month: 1, day: 14), secondOfDay: 16 * 3600)
        let cash = try #require(bench.exchange.snapshot.cash["USD"])
        #expect(bench.wait(until: end.adding(nanoseconds: -1)).story.isEmpty)
        let done = bench.wait(until: end)
        #expect(done.executions.map(\.optExerciseOrLapseType) == [1, nil])
        #expect(done.executions.map(\.orderId) == [5000, 5000] && bench.status(5000) == .filled)
        #expect(bench.held[Bench.aaplID] == 100 && bench.held.values.sorted() == [1, 100])
        // One option of 100 shares at 170.
        #expect(abs((bench.exchange.snapshot.cash["USD"] ?? .nan) - (cash - 17_000)) < 0.005)
    }

    @Test func cancelledInstructionFails() {
        let contract = Contract.option(.call, 170)
        var bench = Self.holding(contract)
        _ = bench.send(Self.request(contract))
        let told = bench.send(ClientMessage.ReqGlobalCancel())
        #expect(told.story == ["error 5000 322", "orderStatus 5000 Cancelled", "error 5000 202"])
        #expect(
            told.errorTexts == [
                "Error processing request.Exercise/Lapse failed due to server rejection.", "Order Canceled - reason:",
            ]
        )
        _ = bench.wait(milliseconds: 3_600_000)
        #expect(bench.held[Bench.aaplID] == nil)
    }

    @Test func refusals() throws {
        var bench = Self.holding(.option(.call, 210))
        let code = bench.exchange.accountCodes[0]
        let cases: [(ClientMessage.ExerciseOptions, Int, String)] = [
            (
                Self.request(.option(.call, 210)), 322,
                "Error processing request.Exercise ignored because option is not in-the-money."
            ),
            (
                Self.request(.option(.call, 170)), 322,
                "Error processing request.No unlapsed long position exists in this option in account \(code)."
            ),
            (
                Self.request(.option(.call, 210), quantity: 3, override: 1), 322,
                "Error processing request.No unlapsed long position exists in this option in account \(code)."
            ),
            (Self.request(.option(.call, 171.11)), 200, Rejection.unknownContract.text),
            (
                Self.request(.option(.call, 210), action: 3), 321,
                Rejection.invalid("Invalid exercise action was entered").text
            ),
            (Self.request(.aapl), 321, Rejection.invalid("Please enter a valid security type").text),
        ]
        for (request, code, text) in cases {
            let told = bench.send(request)
            #expect(told.story == ["error 5000 \(code)"] && told.errorTexts == [text])
        }
        var other = Self.request(.option(.call, 210), override: 1)
        other.account = "DU1"
        #expect(bench.send(other).codes == [321])
        #expect(bench.send(Self.request(.option(.call, 210), override: 1)).codes == [10349])
        #expect(bench.send(Self.request(.option(.call, 210), override: 1)).codes == [103])
    }

    /// Against the natural outcome with override: one of two options in the money lapses, the other is exercised.
    @Test func optionInTheMoneyLapsesIfToldTwice() throws {
        let contract = Contract.option(.call, 170)
        var bench = Self.holding(contract)
        #expect(bench.send(Self.request(contract, action: 2)).codes == [322])
        #expect(bench.send(Self.request(contract, action: 2, override: 1)).codes == [10349])
        _ = bench.wait(until: Bench.optionEnd.adding(nanoseconds: -1))
        #expect(bench.status(5000) == .preSubmitted)
        let told = bench.wait(until: Bench.optionEnd)
        #expect(told.executions.map(\.optExerciseOrLapseType) == [2])
        #expect(bench.held == [Bench.aaplID: 100])
        #expect(bench.executions(of: .option).map(\.optExerciseOrLapseType) == [nil, 2, 101])
    }

    /// An option that was sold in between cannot be exercised.
    @Test func instructionWithoutOptionsFailsAtTheEnd() {
        let contract = Contract.option(.call, 170)
        var bench = Self.holding(contract)
        _ = bench.send(Self.request(contract, quantity: 2))
        _ = bench.fill(.order(6000, .sell, of: contract) { $0.totalQuantity = 2 })
        let told = bench.wait(milliseconds: 3_600_000)
        #expect(told.story == ["error 5000 322", "orderStatus 5000 Cancelled", "error 5000 202"])
        #expect(bench.held.isEmpty)
    }
}
