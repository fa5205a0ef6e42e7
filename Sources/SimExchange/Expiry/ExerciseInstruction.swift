internal import TWSWire

/// A holder's instruction to exercise options, or to let them lapse: TWS shows it as an order that waits.
struct ExerciseInstruction: Sendable {
    /// The place of the order in the book.
    let place: Int
    /// Whether the options are to lapse.
    let isLapse: Bool
}

extension SimExchange {
    /// The instructions about an option that wait, oldest first.
    func instructions(on conID: Int) -> [ExerciseInstruction] {
        book.working(conID: conID).filter(isInstruction).map { place in
            ExerciseInstruction(place: place, isLapse: book[place].holds.contains(.lapse))
        }
    }

    /// Whether an order is an instruction.
    func isInstruction(_ place: Int) -> Bool { !book[place].holds.isDisjoint(with: .instruction) }

    /// Carries out an instruction as far as there are options; tells for how many.
    ///
    /// No capture shows how an instruction ends: here the order is filled at 0, and the stock comes at the strike.
    mutating func carryOut(
        _ instruction: ExerciseInstruction,
        _ option: Instrument,
        upTo held: ExactDecimal
    ) -> ExactDecimal {
        let place = instruction.place
        let quantity = min(max(held, .zero), book[place].total)
        guard quantity > .zero else { return .zero }
        book[place].filled = quantity
        end(place, as: .filled, reason: "")
        let (order, account) = (book[place], book[place].terms.account)
        let isPaid = !instruction.isLapse && !delivers(option)
        let outcome: ExerciseOutcome = instruction.isLapse ? .lapsed : .exercised
        close(option, quantity, at: isPaid ? finalValue(of: option) : 0, outcome, by: order, in: account)
        reportOrder(place)
        if !instruction.isLapse, !isPaid { deliver(option, quantity, by: order, in: account) }
        return quantity
    }

    /// The time has come at which an exercise is carried out.
    mutating func exerciseTimeCame(_ place: Int) {
        let order = book[place]
        let held =
            accounts.positions(in: order.instrument.conId).first { $0.account == order.terms.account }?.quantity
            ?? .zero
        let instruction = ExerciseInstruction(place: place, isLapse: false)
        if carryOut(instruction, order.instrument, upTo: held) == .zero { failInstruction(place) }
    }

    /// Ends an instruction that was not carried out: error 322, then the order is cancelled.
    mutating func failInstruction(_ place: Int) {
        let failure = Rejection.instructionFailed
        report(failure, about: book[place])
        cancelAtOnce(place)
    }
}

extension Holds {
    /// It is an instruction to exercise options, which waits for the end of the trading day.
    static let exercise = Holds(rawValue: 64)
    /// It is an instruction to let options lapse, which waits until they expire.
    static let lapse = Holds(rawValue: 128)
    /// It is no order for the market.
    static let instruction: Holds = [.exercise, .lapse]
}

extension Rejection {
    static let instructionFailed = Rejection(
        322,
        "Error processing request.Exercise/Lapse failed due to server rejection."
    )
}
