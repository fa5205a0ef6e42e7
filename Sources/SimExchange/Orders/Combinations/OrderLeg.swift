internal import TWSWire

/// One leg of a combination order.
struct OrderLeg: Sendable {
    let instrument: Instrument
    /// The units of the leg in one combination.
    let ratio: Int
    /// Whether buying the combination buys the leg.
    let isBuy: Bool
    var progress = Progress()
    private let schedule: CommissionSchedule

    /// The parts of a leg that change; stored as part of its order's row in a state file.
    struct Progress: Sendable, Hashable, Codable {
        /// The charges of its executions so far.
        var commission = ChargedAmounts()
        var averagePrice = 0.0
    }

    init(_ instrument: Instrument, ratio: Int, isBuy: Bool) {
        self.instrument = instrument
        self.ratio = ratio
        self.isBuy = isBuy
        schedule = CommissionSchedule(for: instrument)
    }

    var conID: Int { instrument.conId }

    /// Charges an execution and returns its commission.
    mutating func charge(quantity: Double, price: Double) -> Double {
        progress.commission.add(schedule, quantity: quantity, price: price)
    }

    /// Returns the leg's price in a quote when the combination is bought (`isBuying`) or sold.
    func price(_ book: TopOfBook, isBuying: Bool) -> Double { isBuy == isBuying ? book.ask : book.bid }

    /// Returns the units of the leg in a quantity of combinations.
    func units(_ quantity: ExactDecimal) -> ExactDecimal { quantity * ratio }
}

/// What an order trades: one instrument, or a combination of several.
struct Traded: Sendable {
    /// The instrument; for a combination, one that stands for it.
    let instrument: Instrument
    /// The legs; empty for a single instrument.
    let legs: [OrderLeg]

    /// Throws 321 for a limit order on a combination of stocks at SMART whose legs must fill together: SMART guarantees
    /// that only for options.
    func checkGuarantee(_ order: Order) throws(Rejection) {
        guard !legs.isEmpty, instrument.exchange == "SMART", !order.isNonGuaranteed,
            legs.contains(where: { $0.instrument.secType == .stock }),
            OrderTypeName.canonical(order.orderType) == .limit
        else { return }
        throw .invalid("A limit order on a combination with stocks must be non-guaranteed (NonGuaranteed=1)")
    }
}

extension Market {
    /// A contract that was looked up, and what it means until the list of contracts changes.
    struct Resolved: Sendable {
        let contract: Contract
        /// When the list that was looked up changes.
        let listing: ExchangeInstant
        let traded: Traded
    }

    /// Resolves the contract of an order.
    ///
    /// - Throws: As `resolve`; 387 for an index or a continuous future; for combinations, 314 without legs, 313 for an
    ///   invalid leg, 10000 for legs in several currencies.
    func resolveTraded(_ contract: Contract) throws(Rejection) -> Traded {
        guard contract.secType == .combination else {
            let instrument = try resolve(contract)
            guard instrument.isTraded else { throw .untraded(instrument) }
            return Traded(instrument: instrument, legs: [])
        }
        return try combination(contract, leg: catalogue.listed)
    }

    /// Does the same, faster for the contract of the last call: most orders are in the contract of the one before.
    mutating func resolveAgain(_ contract: Contract) throws(Rejection) -> Traded {
        let listing = catalogue.nextChange
        if let resolved, resolved.listing == listing, resolved.contract == contract { return resolved.traded }
        let traded = try resolveTraded(contract)
        // Options come and go with the price of their underlying.
        let isLasting = traded.legs.isEmpty && !traded.instrument.isOption
        resolved = isLasting ? Resolved(contract: contract, listing: listing, traded: traded) : nil
        return traded
    }

    /// Does the same for an order that was once accepted: contracts may have expired since.
    func resolveKeptTraded(_ contract: Contract) throws(Rejection) -> Traded {
        guard contract.secType == .combination else { return Traded(instrument: try resolveKept(contract), legs: []) }
        return try combination(contract, leg: catalogue.instrument)
    }

    private func combination(
        _ contract: Contract,
        leg instrument: (_ conId: Int) -> Instrument?
    ) throws(Rejection) -> Traded {
        guard !contract.exchange.isEmpty else { throw .invalid("Please enter exchange") }
        guard !contract.comboLegs.isEmpty else { throw .missingLegs }
        var legs: [OrderLeg] = []
        for (number, leg) in contract.comboLegs.enumerated() {
            guard let instrument = instrument(leg.conId), leg.ratio > 0,
                [.buy, .sell, .sellShort].contains(leg.action)
            else { throw .invalidLeg(number + 1) }
            legs.append(OrderLeg(instrument, ratio: leg.ratio, isBuy: leg.action == .buy))
        }
        guard let first = legs.first?.instrument, legs.allSatisfy({ $0.instrument.currency == first.currency }) else {
            throw Rejection(10000, "Cross currency combo error.")
        }
        return Traded(instrument: Instrument(combinationOf: first, as: contract), legs: legs)
    }
}

extension SimulatedOrder {
    /// Returns bid, ask and sizes of a combination from its legs' quotes, or of a single instrument.
    func combinedBook(at now: ExchangeInstant, _ book: (_ conID: Int) -> TopOfBook?) -> TopOfBook? {
        legs.isEmpty ? book(instrument.conId) : Traded.book(of: legs, at: now, book)
    }
}

extension Traded {
    /// Returns bid, ask and sizes from the quotes of the legs; `nil` if one has none.
    func book(at now: ExchangeInstant, _ book: (_ conID: Int) -> TopOfBook?) -> TopOfBook? {
        Self.book(of: legs, at: now, book)
    }

    fileprivate static func book(
        of legs: [OrderLeg],
        at now: ExchangeInstant,
        _ book: (_ conID: Int) -> TopOfBook?
    ) -> TopOfBook? {
        var (bid, ask) = (0.0, 0.0)
        var (bidSize, askSize) = (Int64.max, Int64.max)
        for leg in legs {
            guard let quote = book(leg.conID) else { return nil }
            bid += Double(leg.ratio) * (leg.isBuy ? quote.bid : -quote.ask)
            ask += Double(leg.ratio) * (leg.isBuy ? quote.ask : -quote.bid)
            bidSize = min(bidSize, (leg.isBuy ? quote.bidSize : quote.askSize) / Int64(leg.ratio))
            askSize = min(askSize, (leg.isBuy ? quote.askSize : quote.bidSize) / Int64(leg.ratio))
        }
        return TopOfBook(
            bid: (bid * 1e6).rounded() / 1e6,
            ask: (ask * 1e6).rounded() / 1e6,
            bidSize: bidSize,
            askSize: askSize,
            time: now
        )
    }
}

extension Instrument {
    /// IB's conId of combinations in US dollars.
    private static let combinationID = 28_812_380

    /// Makes an instrument that stands for a combination whose first leg is `leg`.
    fileprivate init(combinationOf leg: Instrument, as contract: Contract) {
        self.init(
            Instrument.Facts(
                conId: Self.combinationID,
                symbol: contract.symbol.isEmpty ? leg.symbol : contract.symbol,
                secType: .combination,
                exchange: contract.exchange,
                currency: leg.currency,
                localSymbol: String(Self.combinationID),
                tradingClass: "COMB",
                marketName: "COMB",
                marketRule: leg.marketRule,
                orderTypes: "LMT,MKT",
                validExchanges: [contract.exchange],
                longName: "",
                calendar: leg.calendar,
                model: leg.model
            )
        )
    }
}

extension Rejection {
    /// Returns error 387: there is data for the instrument, but no market.
    static func untraded(_ instrument: Instrument) -> Rejection {
        Rejection(387, unsupportedType.text + " (\(instrument.secType.text) is for data only)")
    }

    static let missingLegs = Rejection(314, "Security type 'BAG' requires combo leg details.")

    /// Returns error 313: a leg, counted from 1, is invalid.
    static func invalidLeg(_ number: Int) -> Rejection {
        Rejection(313, "The combo details for leg '\(number)' are invalid.")
    }
}
