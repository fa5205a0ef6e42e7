internal import TWSWire

extension SimExchange {
    /// Expires the contracts whose time has come: lists the next ones, ends orders, and settles positions.
    mutating func expireContracts() {
        market.listContracts(at: now)
        for conID in market.takeExpired(at: now) { expire(conID) }
    }

    private mutating func expire(_ conID: Int) {
        guard let instrument = market.catalogue.instrument(conId: conID) else { return }
        let instructions = instructions(on: conID)
        for place in book.concerned(conID: conID) where trades(place, conID) && !isInstruction(place) {
            cancelAtOnce(place)
        }
        directory.silence(conID)
        unfollow(conID)
        settle(instrument, instructions)
        for place in instructions.map(\.place) where !book[place].status.isFinal { failInstruction(place) }
    }

    /// Whether an order trades a contract, alone or as a leg; other orders may only look at its market.
    private func trades(_ place: Int, _ conID: Int) -> Bool {
        book[place].instrument.conId == conID || book[place].legs.contains { $0.conID == conID }
    }

    /// Settles what a fill has opened, if the news of the fill came after the last trade.
    mutating func settleLate(_ order: SimulatedOrder) {
        for instrument in [order.instrument] + order.legs.map(\.instrument) where instrument.isExpired(at: now) {
            settle(instrument, [])
        }
    }

    /// Settles every position in an expired contract.
    private mutating func settle(_ instrument: Instrument, _ instructions: [ExerciseInstruction]) {
        for (account, quantity) in accounts.positions(in: instrument.conId) {
            if instrument.secType == .future {
                settleFuture(instrument, quantity, in: account)
            } else {
                settleOption(instrument, quantity, instructions, in: account)
            }
        }
    }

    /// Pays the variation of a future up to the final price.
    private mutating func settleFuture(_ instrument: Instrument, _ quantity: ExactDecimal, in account: String) {
        guard let expiry = instrument.expiry else { return }
        close(instrument, quantity, at: finalPrice(of: instrument, at: expiry), nil, in: account)
    }

    /// Exercises an option in the money, or assigns it if it was sold; any other expires worthless. Instructions of the
    /// holder come first. Options on an index, and those that end with their future, are settled in cash.
    private mutating func settleOption(
        _ option: Instrument,
        _ quantity: ExactDecimal,
        _ instructions: [ExerciseInstruction],
        in account: String
    ) {
        var open = quantity
        for instruction in instructions where book[instruction.place].terms.account == account {
            open = open - carryOut(instruction, option, upTo: open)
        }
        guard open != .zero else { return }
        guard isInTheMoney(option) else { return close(option, open, at: 0, .expired, in: account) }
        let outcome: ExerciseOutcome = open > .zero ? .exercisedByClearing : .assigned
        guard delivers(option) else { return close(option, open, at: finalValue(of: option), outcome, in: account) }
        close(option, open, at: 0, outcome, in: account)
        deliver(option, open, in: account)
    }

    /// Whether exercise has value, by the underlying's last price before the option expires, or before now.
    func isInTheMoney(_ option: Instrument) -> Bool {
        guard let underlying = market.catalogue.instrument(conId: option.underConId) else { return false }
        let price = finalPrice(of: underlying, at: option.lastTime(upTo: now))
        return option.right == .call ? price > option.strike : price < option.strike
    }

    /// Whether exercise delivers the underlying and not cash: an index cannot be delivered, nor a future that has
    /// ended.
    func delivers(_ option: Instrument) -> Bool {
        guard let underlying = market.catalogue.instrument(conId: option.underConId) else { return false }
        return underlying.isTraded && !underlying.isExpired(at: now)
    }

    /// Returns the cash value of exercise.
    func finalValue(of option: Instrument) -> Double {
        guard let underlying = market.catalogue.instrument(conId: option.underConId) else { return 0 }
        let price = finalPrice(of: underlying, at: option.lastTime(upTo: now))
        return max(0, option.right == .call ? price - option.strike : option.strike - price)
    }

    private func finalPrice(of instrument: Instrument, at time: ExchangeInstant) -> Double {
        market.last(of: instrument, at: time) ?? 0
    }
}
