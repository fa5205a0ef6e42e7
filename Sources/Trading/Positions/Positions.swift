package import TWSWire

/// The positions that result from the fills, by script and instrument. Legs of a combination count; its own executions
/// do not.
package struct Positions: Sendable {
    /// The location of a trade, so that a correction can replace it.
    struct Trade: Sendable {
        fileprivate let book: Int32
        fileprivate let index: Int32
    }

    private struct Key: Hashable {
        let owner: Int
        let instrument: Instrument
    }

    /// A position and the trades that made it: an average cost cannot be undone, only recalculated.
    private struct Book: Sendable {
        let instrument: InstrumentKey
        var position: Position
        var trades: [(signed: ExactDecimal, price: Double)] = []

        mutating func workOut() {
            position = Position(owner: position.owner, contract: position.sharedContract)
            for trade in trades { position.apply(trade.signed, at: trade.price) }
        }
    }

    private var books: [Book] = []
    private var places: [Key: Int] = [:]

    /// Creates empty positions.
    package init() {}

    /// Returns the positions of one script, or of all for `nil`, in order of their first fill, including closed ones.
    package func all(of owner: Int?) -> [Position] {
        books.map(\.position).filter { owner == nil ? $0.owner >= 0 : $0.owner == owner }
    }

    /// The owner that holds the result of a script's fills before this run.
    static func before(_ owner: Int) -> Int { -10 - owner }

    /// The net quantity of all fills, including those of earlier runs, by instrument.
    var nets: [InstrumentKey: ExactDecimal] {
        books.reduce(into: [:]) { nets, book in
            nets[book.instrument, default: .zero] = nets[book.instrument, default: .zero] + book.position.quantity
        }
    }

    /// Whether nothing was traded.
    var isEmpty: Bool { books.isEmpty }

    /// Returns the net quantity of this run's fills in an instrument.
    func held(_ instrument: InstrumentKey) -> ExactDecimal {
        var sum = ExactDecimal.zero
        for place in books.indices where books[place].position.owner >= 0 && books[place].instrument == instrument {
            sum = sum + books[place].position.quantity
        }
        return sum
    }

    /// Returns a script's position; `nil` if it has not traded.
    package func position(of owner: Int, in contract: Contract) -> Position? {
        places[Key(owner: owner, instrument: Instrument(contract))].map { books[$0].position }
    }

    /// Books a trade; `signed` is negative for a sale.
    mutating func book(_ signed: ExactDecimal, _ fill: Fill, of owner: Int) -> Trade {
        let key = Key(owner: owner, instrument: Instrument(fill.contract))
        let place = places[key] ?? books.count
        if place == books.count {
            places[key] = place
            let position = Position(owner: owner, contract: fill.sharedContract)
            books.append(Book(instrument: InstrumentKey(fill.contract), position: position))
        }
        books[place].trades.append((signed, fill.execution.price))
        books[place].position.apply(signed, at: fill.execution.price)
        return Trade(book: Int32(clamping: place), index: Int32(clamping: books[place].trades.count - 1))
    }

    /// Replaces a trade with another version.
    mutating func correct(_ trade: Trade, to signed: ExactDecimal, _ fill: Fill) {
        let place = Int(trade.book)
        books[place].trades[Int(trade.index)] = (signed, fill.execution.price)
        books[place].workOut()
    }
}
