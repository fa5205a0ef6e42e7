package import TWSWire

extension OrderType {
    /// Creates the type that is meant by a name that other libraries and platforms use, such as `MARKET` or `stop_limit`;
    /// `nil` for any other text.
    package init?(calledElsewhere name: String) {
        let letters = name.uppercased().filter { $0 != " " && $0 != "_" && $0 != "-" }
        guard let type = Self.typesByOtherNames[letters] else { return nil }
        self = type
    }

    /// The types by what they are called elsewhere, in capital letters without blanks.
    private static let typesByOtherNames: [String: OrderType] = [
        "MARKET": .market, "LIMIT": .limit, "STOP": .stop, "STOPMARKET": .stop, "STOPLOSS": .stop, "STPMKT": .stop,
        "STOPLIMIT": .stopLimit, "STPLIMIT": .stopLimit, "STOPLMT": .stopLimit, "STPLMT": .stopLimit,
        "TRAILING": .trail, "TRAILINGSTOP": .trail, "TRAILSTOP": .trail, "TRAILLMT": .trailLimit,
        "TRAILLIMIT": .trailLimit, "TRAILINGSTOPLIMIT": .trailLimit, "MARKETONCLOSE": .marketOnClose,
        "LIMITONCLOSE": .limitOnClose, "MARKETIFTOUCHED": .marketIfTouched, "LIMITIFTOUCHED": .limitIfTouched,
    ]
}
