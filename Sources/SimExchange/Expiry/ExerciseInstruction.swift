internal import TWSWire

/// A holder's instruction to exercise options or to let them lapse: TWS shows it as a waiting order.
struct ExerciseInstruction: Sendable {
    /// The index of the order in the book.
    let place: Int
    /// Whether the options are to lapse.
    let isLapse: Bool
}

extension SimExchange {
    /// Returns the waiting instructions for an option, oldest first.
    func instructions(on conID: Int) -> [ExerciseInstruction] {
        book.working(conID: conID).filter(isInstruction).map { place in
            ExerciseInstruction(place: place, isLapse: book[place].holds.contains(.lapse))
        }
    }

    /// Whether an order is an instruction.
    func isInstruction(_ place: Int) -> Bool { !book[place].holds.isDisjoint(with: .instruction) }

    /// Carries out an instruction for as many options as there are; returns their number.
    ///
    /// No capture shows how an instruction ends: here the order fills at 0, and the stock is delivered at the strike.
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

    /// Handles the time at which an exercise is carried out.
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
    /// An instruction to exercise options, which waits for the end of the trading day.
    static let exercise = Holds(rawValue: 64)
    /// An instruction to let options lapse, which waits until they expire.
    static let lapse = Holds(rawValue: 128)
    /// An instruction, which is not an order for the market.
    static let instruction: Holds = [.exercise, .lapse]
}

extension Rejection {
    static let instructionFailed = Rejection(
        322,
        "Error processing request.Exercise/Lapse failed due to server rejection."
    )
}
