/// A stream of quotes of a combination: it follows the markets of the legs.
struct CombinationStream: Sendable {
    let listener: MarketListener
    let traded: Traded
    /// Bid, ask and sizes as the client knows them.
    var book: TopOfBook

    /// The conIds of the legs.
    var conIDs: [Int] { traded.legs.map(\.conID) }
}
