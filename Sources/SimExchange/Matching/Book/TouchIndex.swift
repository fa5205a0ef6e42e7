internal import HeapModule

/// The orders of one instrument by what touches them, so that a change of its market finds those it concerns.
struct TouchIndex: Sendable {
    private struct Closing: Comparable, Sendable {
        let time: ExchangeInstant
        let place: Int

        static func < (left: Closing, right: Closing) -> Bool { (left.time, left.place) < (right.time, right.place) }
    }

    private var touches: [Int: Touch] = [:]
    /// Ascending.
    private var always: [Int] = []
    private var rising: [PriceLevels] = PriceSeries.allCases.map { _ in PriceLevels() }
    private var falling: [PriceLevels] = PriceSeries.allCases.map { _ in PriceLevels() }
    /// The trailing orders, by kind.
    private var trails: [TrailFollowers] = []
    /// When orders expect their market to close; an order may be in it several times.
    private var closings = Heap<Closing>()
    private var closingTimes: [Int: ExchangeInstant] = [:]

    /// Indexes an order in its current state, replacing its former entry.
    ///
    /// - Parameter openUntil: When it must be checked whatever the market does; `nil` if sessions are open.
    mutating func set(_ place: Int, _ touch: Touch, openUntil: ExchangeInstant?) {
        setClosing(place, touch == .never ? nil : openUntil)
        let before = touches[place] ?? .never
        if touch == before {
            // New terms may move a stop back to where it was before the market moved it.
            guard case .trail(let trail) = touch, best(of: place) != trail.best else { return }
        }
        change(place, before, isAdded: false)
        change(place, touch, isAdded: true)
        touches[place] = touch == .never ? nil : touch
    }

    /// Returns the indices of the orders that the current market touches, ascending, each once.
    mutating func touched(by market: MarketState, at now: ExchangeInstant) -> [Int] {
        var places = always
        for series in PriceSeries.allCases {
            let price = series.price(market)
            rising[series.rawValue].append(upTo: price, to: &places)
            falling[series.rawValue].append(from: price, to: &places)
        }
        for index in trails.indices { trails[index].follow(trails[index].kind.series.price(market), to: &places) }
        let priced = places.count
        appendClosed(at: now, to: &places)
        if priced > always.count || places.count > priced { places = Array(Set(places)).sorted() }
        return places
    }

    /// Returns the best price that a trailing order has seen; `nil` for orders that do not trail.
    func best(of place: Int) -> Double? {
        guard case .trail(let touch)? = touches[place] else { return nil }
        return trails.first { $0.kind == touch.kind }?.best(of: place)
    }

    /// Takes the indices of the orders whose trailing stops have moved since the last call.
    mutating func takeMoved() -> [Int] { trails.indices.flatMap { trails[$0].takeMoved() } }

    /// Appends orders whose market may have closed, until their entry says that it is open again.
    private mutating func appendClosed(at now: ExchangeInstant, to places: inout [Int]) {
        var due: [Closing] = []
        while let first = closings.min, first.time <= now {
            closings.removeMin()
            guard closingTimes[first.place] == first.time else { continue }
            due.append(first)
            places.append(first.place)
        }
        for closing in due { closings.insert(closing) }
    }

    private mutating func setClosing(_ place: Int, _ time: ExchangeInstant?) {
        guard closingTimes[place] != time else { return }
        closingTimes[place] = time
        if let time { closings.insert(Closing(time: time, place: place)) }
    }

    private mutating func change(_ place: Int, _ touch: Touch, isAdded: Bool) {
        switch touch {
        case .never: return
        case .always: isAdded ? always.insertSorted(place) : always.removeSorted(place)
        case .trail(let trail):
            let index = trails.firstIndex { $0.kind == trail.kind } ?? trails.count
            if index == trails.count { trails.append(TrailFollowers(trail.kind)) }
            if isAdded {
                trails[index].add(place, distance: trail.distance, best: trail.best)
            } else {
                trails[index].remove(place, distance: trail.distance)
            }
        case .levels(let levels):
            for level in levels {
                let index = level.series.rawValue
                switch (level.isRising, isAdded) {
                case (true, true): rising[index].add(place, at: level.price)
                case (true, false): rising[index].remove(place, at: level.price)
                case (false, true): falling[index].add(place, at: level.price)
                case (false, false): falling[index].remove(place, at: level.price)
                }
            }
        }
    }
}
