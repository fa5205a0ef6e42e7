package import TWSWire

/// The latest prices that the desk has seen itself, by instrument.
package struct Marks: Sendable {
    /// What is known of an instrument's price.
    package struct Mark: Hashable, Sendable {
        /// Bid; `nil` when there is none.
        package var bid: Double?
        /// Ask; `nil` when there is none.
        package var ask: Double?
        /// Last trade; `nil` before the first.
        package var last: Double?
        /// When the latest of them came.
        package var at = RunInstant(nanoseconds: .min)

        /// Whether a price is known that is not older than so many seconds.
        func isFresh(_ age: Double, at now: RunInstant) -> Bool {
            price != nil && now.nanoseconds &- at.nanoseconds <= Int64(age * 1e9)
        }

        /// The last trade, else the middle of bid and ask, else what there is of them.
        package var price: Double? {
            if let last { return last }
            guard let bid, let ask else { return bid ?? ask }
            return (bid + ask) / 2
        }
    }

    private var marks: [Mark] = []
    private var places: [InstrumentKey: Int] = [:]

    /// No price is known.
    package init() {}

    /// The place of a contract's prices; made when there is none yet.
    package mutating func place(of contract: Contract) -> Int {
        let key = InstrumentKey(contract)
        if let place = places[key] { return place }
        marks.append(Mark())
        places[key] = marks.count - 1
        return marks.count - 1
    }

    /// What is known of a contract; `nil` when nobody has asked for its prices.
    package subscript(contract: Contract) -> Mark? { places[InstrumentKey(contract)].map { marks[$0] } }

    /// What is known at a place.
    package subscript(place place: Int) -> Mark { marks[place] }

    /// Takes a price; -1, and 0 without a size, mean that there is none. Source: protocol, "Tick types".
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
