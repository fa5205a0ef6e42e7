internal import TWSWire

/// The names of order types: what clients may write, and what TWS writes back.
enum OrderTypeName {
    /// Accepted spellings besides TWS's own.
    private static let spellings: [String: OrderType] = [
        "MARKET": .market, "LIMIT": .limit, "STOP": .stop, "STOP LIMIT": .stopLimit, "STOPLIMIT": .stopLimit,
        "STOPLMT": .stopLimit, "STPLMT": .stopLimit, "RELATIVE": .relative, "TRAILING STOP": .trail,
        "TRAILLMT": .trailLimit, "TRAILLIMIT": .trailLimit, "TRAILLIT": .trailLimitIfTouched,
        "TRAILMIT": .trailMarketIfTouched, "BOXTOP": .boxTop, "BOX_TOP": .boxTop, "FIXPEGGED": .fixPegged,
        "LMT+MKT": .limitPlusMarket, "LMT CLS": .limitOnClose, "LMTCLS": .limitOnClose, "MKT CLS": .marketOnClose,
        "MKTCLS": .marketOnClose, "MKTPRT": .marketWithProtection, "MKT TO LMT": .marketToLimit,
        "MKTTOLMT": .marketToLimit, "PEGBENCH": .pegBenchmark, "PEGBEST": .pegBest, "PEGMID": .pegMid,
        "PEGMKT": .pegMarket, "PEGPRIM": .pegPrimary, "PEGSTK": .pegStock, "REL+LMT": .relativePlusLimit,
        "REL+MKT": .relativePlusMarket, "SNAPMID": .snapMid, "SNAPMKT": .snapMarket, "SNAPPRIM": .snapPrimary,
        "STOP PROTECT": .stopWithProtection, "VOLATILITY": .volatility, "VOLAT": .volatility,
        "PEG PRM VOL": .pegPrimaryVolatility, "PEGPRIMVOL": .pegPrimaryVolatility, "PEG MID VOL": .pegMidVolatility,
        "PEGMIDVOL": .pegMidVolatility, "PEG MKT VOL": .pegMarketVolatility, "PEGMKTVOL": .pegMarketVolatility,
        "PEG SURF VOL": .pegSurfaceVolatility, "PEGSURFVOL": .pegSurfaceVolatility,
    ]

    /// Returns the type that a client means, in any case and spelling, or `nil` for an unknown type.
    static func canonical(_ type: OrderType) -> OrderType? {
        if type.isKnown { return type == .noType ? nil : type }
        let name = type.text.uppercased()
        let known = OrderType(name)
        return known.isKnown ? known : spellings[name]
    }
}
