internal import TWSWire

extension SimExchange {
    /// Sends the figures of an option at its prices to streams of quotes; does nothing for other instruments.
    ///
    /// The model's price comes with every change of a quote, and first of all.
    mutating func tellFigures(
        of option: Instrument,
        _ prices: [OptionPriceKind: Double],
        to listeners: [MarketListener]
    ) {
        let streams = listeners.compactMap { listener -> (listener: MarketListener, isDelayed: Bool)? in
            guard case .topOfBook(let isDelayed, let generic) = listener.content, !generic.isQuiet else { return nil }
            return (listener, isDelayed)
        }
        guard option.isOption, !streams.isEmpty, let model = model(of: option) else { return }
        var told: [(OptionPriceKind, OptionFigures?, Double)] = [.bid, .ask, .last].compactMap { kind in
            prices[kind].map { (kind, figures(model, price: $0), $0) }
        }
        if let volatility = market.source.volatility(option.conId, at: model.time) {
            let figures = model.pricing.figures(model.underlying, volatility)
            told.append((.model, figures, figures.price))
        }
        for (listener, isDelayed) in streams {
            for (kind, figures, price) in told {
                reporter.sendFigures(
                    kind,
                    figures,
                    price: price,
                    listener.requestID,
                    isDelayed: isDelayed,
                    to: listener.connection
                )
            }
        }
    }

    /// Answers with the volatility that gives a price of an option.
    mutating func calculateVolatility(
        _ request: ClientMessage.CalculateImpliedVolatility,
        _ connection: ConnectionID
    ) {
        do throws(Rejection) {
            let model = try model(of: request.contract)
            guard request.optionPrice > 0, request.underPrice > 0 else { throw .invalid("Invalid price") }
            let figures = model.pricing.volatility(price: request.optionPrice, request.underPrice).map {
                model.pricing.figures(request.underPrice, $0)
            }
            reporter.sendFigures(.custom, figures, price: request.optionPrice, request.reqId, to: connection)
        } catch {
            send(error, id: request.reqId, to: connection)
        }
    }

    /// Answers with the price that a volatility gives an option.
    mutating func calculatePrice(_ request: ClientMessage.CalculateOptionPrice, _ connection: ConnectionID) {
        do throws(Rejection) {
            let model = try model(of: request.contract)
            guard request.volatility > 0, request.underPrice > 0 else { throw .invalid("Invalid volatility or price") }
            let figures = model.pricing.figures(request.underPrice, request.volatility)
            reporter.sendFigures(.custom, figures, price: figures.price, request.reqId, to: connection)
        } catch {
            send(error, id: request.reqId, to: connection)
        }
    }

    private struct Model {
        let pricing: OptionPricing
        let underlying: Double
        let time: ExchangeInstant
    }

    private func model(of contract: Contract) throws(Rejection) -> Model {
        let instrument = try market.resolve(contract)
        guard let model = model(of: instrument) else {
            throw .invalid("Invalid security type for an option computation")
        }
        return model
    }

    private func model(of instrument: Instrument) -> Model? {
        guard let option = instrument.model.option, let underlying = market.underlyingMark(instrument, at: now) else {
            return nil
        }
        let time = market.quoteTime(instrument, at: now)
        return Model(
            pricing: OptionPricing(option, on: ExchangeZone.utc.local(time).date),
            underlying: underlying,
            time: time
        )
    }

    private func figures(_ model: Model, price: Double) -> OptionFigures? {
        model.pricing.volatility(price: price, model.underlying).map { model.pricing.figures(model.underlying, $0) }
    }
}

extension TopOfBook {
    /// Returns the prices of a later quote that differ.
    func changes(to later: TopOfBook) -> [OptionPriceKind: Double] {
        var changes: [OptionPriceKind: Double] = [:]
        if bid != later.bid { changes[.bid] = later.bid }
        if ask != later.ask { changes[.ask] = later.ask }
        return changes
    }
}

extension LiveQuote {
    /// The prices of an option from which figures are computed.
    var optionPrices: [OptionPriceKind: Double] {
        var prices: [OptionPriceKind: Double] = [.bid: book.bid, .ask: book.ask]
        prices[.last] = last
        return prices
    }
}
