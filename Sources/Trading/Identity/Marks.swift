package import TWSWire

/// The latest prices that the desk itself has seen, by instrument.
package struct Marks: Sendable {
    /// What is known about an instrument's price.
    package struct Mark: Hashable, Sendable {
        /// The bid; `nil` when there is none.
        package var bid: Double?
        /// The ask; `nil` when there is none.
        package var ask: Double?
        /// The last trade; `nil` before the first.
        package var last: Double?
        /// When the latest of these prices arrived.
        package var at = RunInstant(nanoseconds: .min)

        /// Whether a price is known that is at most `age` seconds old.
        func isFresh(_ age: Double, at now: RunInstant) -> Bool {
            price != nil && now.nanoseconds &- at.nanoseconds <= Int64(age * 1e9)
        }

        /// The last trade, else the midpoint of bid and ask, else whichever of the two exists.
        package var price: Double? {
            if let last { return last }
            guard let bid, let ask else { return bid ?? ask }
            return (bid + ask) / 2
        }
    }

    private var marks: [Mark] = []
    private var places: [InstrumentKey: Int] = [:]

    /// Creates marks without prices.
    package init() {}

    /// Returns the index of a contract's prices, adding one if there is none yet.
    package mutating func place(of contract: Contract) -> Int {
        let key = InstrumentKey(contract)
        if let place = places[key] { return place }
        marks.append(Mark())
        places[key] = marks.count - 1
        return marks.count - 1
    }

    /// What is known about a contract; `nil` if nobody has asked for its prices.
    package subscript(contract: Contract) -> Mark? { places[InstrumentKey(contract)].map { marks[$0] } }

    /// What is known at an index.
    package subscript(place place: Int) -> Mark { marks[place] }

    /// Records a price; -1, or 0 without a size, means that there is none. Source: protocol, "Tick types".
    package mutating func take(_ tick: ServerMessage.TickPrice, at place: Int, _ now: RunInstant) {
        guard marks.indices.contains(place) else { return }
        let isAbsent = tick.price == -1 || (tick.price == 0 && (tick.size ?? .zero) == .zero)
        let price = isAbsent || !tick.price.isFinite ? nil : tick.price
        switch tick.tickType {
        case 1, 2, 4, 66, 67, 68: if price != nil { marks[place].at = now }
        default: break
        }
        switch tick.tickType {
        case 1, 66: marks[place].bid = price
        case 2, 67: marks[place].ask = price
        case 4, 68: marks[place].last = price ?? marks[place].last
        default: break
        }
    }
}
