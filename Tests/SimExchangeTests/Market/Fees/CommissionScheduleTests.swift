import Testing

@testable import SimExchange

@Suite("CommissionSchedule")
struct CommissionScheduleTests {
    /// The first three are the examples of IBKR's page "Commissions: Stocks, Fixed"; the fourth its rule that the
    /// maximum holds even below the minimum.
    @Test(arguments: [
        (100.0, 25.0, 1.0), (1000, 25, 5), (1000, 0.25, 2.5), (10, 0.20, 0.02), (1, 190, 1), (5, 190, 1),
        (200, 190, 1), (201, 190, 1.005), (100_000, 190, 500),
    ])
    func usStocks(quantity: Double, price: Double, expected: Double) {
        #expect(CommissionSchedule.usStock.commission(quantity: quantity, price: price) == expected)
    }

    @Test(arguments: [
        (CommissionSchedule.option, 1.0, 2.5, 1.0), (.option, 10, 0.10, 6.5), (.option, 10, 0.09, 5),
        (.option, 10, 0.04, 2.5), (.currency(minimum: 20_000), 20_000, 1.172, 2),
        (.currency(minimum: 20_000), 1_000_000, 1.2, 24), (.future(perContract: 6200), 3, 6900, 1.86),
        // 20,800 HKD: 0.08 % is 16.64, so 18; duty 20.80, so 21.
        (.hongKongStock, 2000, 10.40, 39),
        // 104,000 HKD: 83.20 and 104.
        (.hongKongStock, 10_000, 10.40, 187.2),
        // 20,000 HKD: 18 and exactly 20.
        (.hongKongStock, 2000, 10, 38),
    ])
    func otherContracts(schedule: CommissionSchedule, quantity: Double, price: Double, expected: Double) {
        #expect(schedule.commission(quantity: quantity, price: price) == expected)
    }

    @Test func instrumentsHaveTheirSchedule() throws {
        let catalogue = InstrumentCatalogue()
        func schedule(_ query: ContractQuery) throws -> CommissionSchedule {
            CommissionSchedule(for: try #require(catalogue.find(query).first))
        }
        #expect(try schedule(ContractQuery(symbol: "AAPL", secType: "STK")) == .usStock)
        #expect(try schedule(ContractQuery(symbol: "AAPL", secType: "OPT")) == .option)
        #expect(try schedule(ContractQuery(symbol: "177", secType: "STK")) == .hongKongStock)
        #expect(try schedule(ContractQuery(symbol: "EUR", secType: "CASH")) == .currency(minimum: 20_000))
        // A live Gateway charged 0.62 for one MES (capture api_future_campaign_mes).
        let micro = try schedule(ContractQuery(symbol: "MES", secType: "FUT"))
        #expect(micro.commission(quantity: 1, price: 6900) == 0.62)
        let mini = try schedule(ContractQuery(symbol: "ES", secType: "FUT"))
        #expect(mini.commission(quantity: 1, price: 6900) == 2.25)
    }

    @Test func minimumIsChargedOncePerOrder() {
        var order = OrderCommission(.usStock)
        #expect(order.add(quantity: 100, price: 190) == 1)
        #expect(order.add(quantity: 100, price: 190) == 0)
        #expect(order.add(quantity: 100, price: 190) == 0.5)
        #expect(order.total == 1.5)
    }

    @Test func partsOfAnOrderAddUpToTheWhole() {
        var generator = SeededGenerator(seed: 5)
        let schedules: [CommissionSchedule] = [
            .usStock, .option, .hongKongStock, .currency(minimum: 20_000), .future(perContract: 22_500),
        ]
        for _ in 0..<2000 {
            let schedule = schedules[generator.nextInteger(in: 0...4)]
            let price = Double(generator.nextInteger(in: 1...50_000)) / 100
            let parts = (0..<generator.nextInteger(in: 1...9)).map { _ in
                Double(generator.nextInteger(in: 1...40) * 100)
            }
            var order = OrderCommission(schedule)
            let charged = parts.map { order.add(quantity: $0, price: price) }
            #expect(charged.allSatisfy { $0 >= 0 })
            let whole = schedule.commission(quantity: parts.reduce(0, +), price: price)
            #expect(order.total == whole)
            #expect(abs(charged.reduce(0, +) - whole) < 1e-6)
        }
    }
}
