internal import TWSWire

/// Market data of combinations, derived from the quotes of their legs.
extension SimExchange {
    /// Starts a stream of a combination's quotes, or answers with a snapshot.
    ///
    /// There are a bid, an ask and their sizes, and what follows from them; the combination itself is not traded, so
    /// there is no last price.
    mutating func startCombination(
        _ request: ClientMessage.ReqMktData,
        _ traded: Traded,
        isDelayed: Bool,
        _ connection: ConnectionID
    ) throws(Rejection) {
        let generic = try GenericTick.read(request.genericTickList, .combination).ofCombinations
        let listener = MarketListener(
            connection: connection,
            requestID: request.reqId,
            content: .topOfBook(isDelayed: isDelayed, generic: generic)
        )
        for leg in traded.legs { watch(leg.instrument) }
        guard let book = traded.book(at: now, { market.state($0)?.book }) else {
            releaseLegs(of: traded)
            throw .unknownContract
        }
        reporter.sendHead(traded.instrument, isDelayed: isDelayed, to: listener)
        reporter.sendWholeQuote(LiveQuote(book), traded.instrument, to: listener)
        reporter.sendExtras(Self.marks(generic, book), to: listener)
        tellMissing(generic, request.reqId, to: connection)
        if request.snapshot || request.regulatorySnapshot {
            reporter.endSnapshot(request.reqId, to: connection)
            releaseLegs(of: traded)
        } else {
            directory.listen(CombinationStream(listener: listener, traded: traded, book: book))
        }
    }

    /// Updates the streams of combinations that have an instrument as a leg after its change.
    mutating func tellCombinations(with conID: Int) {
        for index in directory.combinations(with: conID) {
            let stream = directory.combinations[index]
            guard let book = stream.traded.book(at: now, { market.state($0)?.book }) else { continue }
            let (before, after) = (LiveQuote(stream.book), LiveQuote(book))
            reporter.sendBook(before, after, stream.traded.instrument, to: stream.listener)
            if case .topOfBook(_, let generic) = stream.listener.content, book.midpoint != stream.book.midpoint {
                reporter.sendExtras(Self.marks(generic, book), to: stream.listener)
            }
            directory.update(index, book)
        }
    }

    private mutating func releaseLegs(of traded: Traded) {
        for leg in traded.legs { releaseWatch(leg.conID) }
    }

    /// Returns the midpoint of the quote, for streams that requested a mark price.
    private static func marks(_ generic: GenericTickList, _ book: TopOfBook) -> [ExtraTick] {
        let isMarked = !generic.numbers.isDisjoint(with: GenericTickList.marks)
        return (isMarked ? [.price(37, book.midpoint)] : [])
            + (generic.numbers.contains(619) ? [.price(79, book.midpoint)] : [])
    }
}

extension GenericTickList {
    /// The generic ticks that request a mark price.
    fileprivate static let marks: Set<Int> = [220, 221, 232]

    /// The ticks available for a combination: mark prices.
    fileprivate var ofCombinations: GenericTickList {
        var list = self
        list.numbers = numbers.intersection(Self.marks.union([619]))
        list.missing += numbers.subtracting(list.numbers).sorted().compactMap(GenericTick.of)
        return list
    }
}
