internal import TWSWire

extension SimExchange {
    /// Handles an exerciseOptions: the instruction becomes a waiting order with the request's ID.
    ///
    /// As captured from a paper Gateway: notice 10349, then the order, PreSubmitted, a limit order at 0; 322 for an
    /// option that is not in the money. An exercise is carried out at the end of the trading day, a lapse at expiry.
    mutating func exercise(_ request: ClientMessage.ExerciseOptions, from connection: ConnectionID) {
        do throws(Rejection) {
            try takeInstruction(request, from: connection)
        } catch {
            send(error, id: request.reqId, to: connection)
        }
    }

    private mutating func takeInstruction(
        _ request: ClientMessage.ExerciseOptions,
        from connection: ConnectionID
    ) throws(Rejection) {
        guard let client = directory.client(connection) else { return }
        let key = OrderKey(clientID: client.clientID, orderID: request.reqId)
        guard !configuration.isReadOnly else { throw .readOnly }
        guard book.place(of: key) == nil else { throw .duplicateOrderID }
        let traded = try market.resolveTraded(request.contract)
        let terms = try instructionTerms(request)
        try check(request, traded.instrument, of: terms.account)
        let behaviour = try OrderTerms.behaviour(terms)
        let shown = OrderTerms.shown(terms, behaviour, clientID: client.clientID)
        let place = book.add(SimulatedOrder(key, traded, shown, behaviour))
        book[place].permID = identifiers.nextPermID()
        book[place].stage = .live
        book[place].acceptedAt = now
        book[place].holds = request.exerciseAction == 2 ? .lapse : .exercise
        market.mindExpiry(of: traded.instrument)
        if request.exerciseAction == 1 {
            let end = traded.instrument.calendar.dayEnd(after: now, .regular)
            book[place].expiry = end
            events.add(.expiry(place), at: end)
        }
        send(.dayByPreset, id: request.reqId, to: connection)
        reportOrder(place)
    }

    /// Throws 321 for an unknown account, and for a missing one if there are several.
    private func instructionTerms(_ request: ClientMessage.ExerciseOptions) throws(Rejection) -> Order {
        var terms = Order()
        terms.action = .buy
        terms.orderType = .limit
        terms.lmtPrice = 0
        terms.auxPrice = 0
        terms.tif = .day
        terms.totalQuantity = ExactDecimal(request.exerciseQuantity)
        terms.account = request.account
        terms.account = try OrderTerms.account(terms, among: accounts.codes)
        return terms
    }

    /// Throws the reason if an instruction is refused: 321 for invalid fields, 322 without the options, and 322 for an
    /// instruction against the option's natural outcome without `override`.
    private func check(
        _ request: ClientMessage.ExerciseOptions,
        _ instrument: Instrument,
        of account: String
    ) throws(Rejection) {
        guard instrument.isOption else { throw .invalid("Please enter a valid security type") }
        guard [1, 2].contains(request.exerciseAction) else { throw .invalid("Invalid exercise action was entered") }
        guard request.exerciseQuantity > 0 else { throw .invalid("Invalid exercise quantity was entered") }
        let held = accounts.positions(in: instrument.conId).first { $0.account == account }?.quantity ?? .zero
        let instructed = instructions(on: instrument.conId).map { book[$0.place] }
            .filter { $0.terms.account == account }.reduce(ExactDecimal.zero) { $0 + $1.total }
        guard held - instructed >= ExactDecimal(request.exerciseQuantity) else {
            throw .unprocessed("No unlapsed long position exists in this option in account \(account).")
        }
        let isExercise = request.exerciseAction == 1
        guard request.override == 1 || isInTheMoney(instrument) == isExercise else {
            throw isExercise
                ? .unprocessed("Exercise ignored because option is not in-the-money.")
                : .unprocessed("Lapse ignored because option is in-the-money.")
        }
    }
}

extension Rejection {
    /// Returns error 322 about an instruction.
    fileprivate static func unprocessed(_ cause: String) -> Rejection {
        Rejection(322, "Error processing request.\(cause)")
    }

    /// Notice 10349.
    static let dayByPreset = Rejection(10349, "Order TIF was set to DAY based on order preset.")
}
