/// Open, high, low and close of one kind of price over a range of beats, in units (twice that for midpoints).
struct PriceRange: Equatable {
    /// The kind of price.
    enum Kind: Sendable {
        case bid, ask, midpoint, trades
    }

    let open: Int64
    let high: Int64
    let low: Int64
    let close: Int64

    /// Makes the range over `beats`, which must not be empty; `nil` if no trade falls into them.
    ///
    /// Exact: equal to the result over all quotes or trades in the beats, however many there are.
    init?(_ kind: Kind, of source: PriceSource, in beats: Range<Int>) {
        let tape = kind == .trades ? TradeTape(source) : nil
        if kind == .trades && tape == nil { return nil }
        let firstBeat = tape.map { $0.beat(of: $0.first(fromBeat: beats.lowerBound)) } ?? beats.lowerBound
        let lastBeat = tape.map { $0.beat(of: $0.last(beforeBeat: beats.upperBound)) } ?? beats.upperBound - 1
        guard firstBeat < beats.upperBound else { return nil }
        var (high, low) = (Int64.min, Int64.max)
        for piece in Self.pieces(of: beats, source, tape) {
            guard let middles = Self.middles(of: source, piece, tape) else { continue }
            high = max(high, Self.units(kind, source, middles.high))
            low = min(low, Self.units(kind, source, middles.low))
        }
        open = Self.units(kind, source, source.middle(inBeat: firstBeat))
        close = Self.units(kind, source, source.middle(inBeat: lastBeat))
        self.high = high
        self.low = low
    }

    /// Returns the price of this kind in one beat, which must hold a trade if trades are wanted.
    static func price(_ kind: Kind, of source: PriceSource, inBeat beat: Int) -> Double {
        price(units(kind, source, source.middle(inBeat: beat)), kind, source.instrument.marketRule)
    }

    /// Returns the price for a number of units of this kind.
    static func price(_ units: Int64, _ kind: Kind, _ rule: MarketRule) -> Double {
        kind == .midpoint ? Double(units) / Double(2 * rule.scale) : rule.price(units)
    }

    /// Beats within which options do not age and trades have one pace.
    private struct Piece {
        let beats: Range<Int>
        let isRegular: Bool
    }

    private static func units(_ kind: Kind, _ source: PriceSource, _ middle: Int64) -> Int64 {
        switch kind {
        case .bid: source.bidUnits(middle)
        case .ask: source.askUnits(middle)
        case .midpoint: source.bidUnits(middle) + source.askUnits(middle)
        case .trades: source.lastUnits(middle)
        }
    }

    /// Returns the lowest and highest midpoint in a piece.
    private static func middles(of source: PriceSource, _ piece: Piece, _ tape: TradeTape?) -> (
        low: Int64, high: Int64
    )? {
        let activity = source.activity
        let steps = activity.step(of: piece.beats.lowerBound)...activity.step(of: piece.beats.upperBound - 1)
        let day = source.utcDay(ofBeat: piece.beats.lowerBound)
        let found: PathExtremes?
        if let tape, tape.period(isRegular: piece.isRegular) > 1 {
            found = PathExtremes(of: source.path, in: steps) { step in
                activity.beats(of: step).clamped(to: piece.beats).contains {
                    tape.hasTrade(inBeat: $0, isRegular: piece.isRegular)
                }
            }
        } else {
            found = PathExtremes(of: source.path, in: steps)
        }
        return found.map { extremes in
            let first = source.middle(ofPathValue: extremes.low, day: day)
            let second = source.middle(ofPathValue: extremes.high, day: day)
            return (min(first, second), max(first, second))
        }
    }

    private static func pieces(of beats: Range<Int>, _ source: PriceSource, _ tape: TradeTape?) -> [Piece] {
        let dayBeats = 86_400 * source.activity.beatsPerSecond
        var pieces: [Piece] = []
        var start = beats.lowerBound
        while start < beats.upperBound {
            var end = beats.upperBound
            if source.model.option != nil {
                end = min(end, (source.utcDay(ofBeat: start) + 1) * dayBeats)
            }
            var isRegular = true
            if let tape {
                let block = tape.block(ofBeat: start)
                let day = tape.day(of: block)
                isRegular = day.isRegular(block)
                let edges = day.regular.flatMap { [$0.lowerBound, $0.upperBound] } + [day.all.upperBound]
                end = min(end, tape.firstBeat(ofBlock: edges.first { $0 > block } ?? block + 1))
            }
            pieces.append(Piece(beats: start..<end, isRegular: isRegular))
            start = end
        }
        return pieces
    }
}
