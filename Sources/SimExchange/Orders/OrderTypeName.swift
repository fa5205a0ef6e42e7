/// The names of order types: what clients may write, and what TWS writes back.
enum OrderTypeName {
    /// Accepted spellings with TWS's own form of each.
    private static let spellings: [String: String] = {
        var table: [String: String] = [:]
        for (name, others) in all {
            table[name] = name
            for other in others { table[other] = name }
        }
        return table
    }()

    private static let all: [(String, [String])] = [
        ("MKT", ["MARKET"]), ("LMT", ["LIMIT"]), ("STP", ["STOP"]),
        ("STP LMT", ["STOP LIMIT", "STOPLIMIT", "STOPLMT", "STPLMT"]), ("REL", ["RELATIVE"]),
        ("TRAIL", ["TRAILING STOP"]), ("TRAIL LIMIT", ["TRAILLMT", "TRAILLIMIT"]), ("TRAIL LIT", ["TRAILLIT"]),
        ("TRAIL MIT", ["TRAILMIT"]), ("BOX TOP", ["BOXTOP", "BOX_TOP"]), ("FIX PEGGED", ["FIXPEGGED"]), ("LIT", []),
        ("MIT", []), ("LMT + MKT", ["LMT+MKT"]), ("LOC", ["LMT CLS", "LMTCLS"]), ("MOC", ["MKT CLS", "MKTCLS"]),
        ("MIDPRICE", []), ("MKT PRT", ["MKTPRT"]), ("MTL", ["MKT TO LMT", "MKTTOLMT"]), ("PASSV REL", []),
        ("PEG BENCH", ["PEGBENCH"]), ("PEG BEST", ["PEGBEST"]), ("PEG MID", ["PEGMID"]), ("PEG MKT", ["PEGMKT"]),
        ("PEG PRIM", ["PEGPRIM"]), ("PEG STK", ["PEGSTK"]), ("REL + LMT", ["REL+LMT"]), ("REL + MKT", ["REL+MKT"]),
        ("SNAP MID", ["SNAPMID"]), ("SNAP MKT", ["SNAPMKT"]), ("SNAP PRIM", ["SNAPPRIM"]),
        ("STP PRT", ["STOP PROTECT"]), ("TRAIL LMT + MKT", []), ("TRAIL REL + MKT", []),
        ("VOL", ["VOLATILITY", "VOLAT"]), ("VWAP", []), ("QUOTE", []), ("PPV", ["PEG PRM VOL", "PEGPRIMVOL"]),
        ("PDV", ["PEG MID VOL", "PEGMIDVOL"]), ("PMV", ["PEG MKT VOL", "PEGMKTVOL"]),
        ("PSV", ["PEG SURF VOL", "PEGSURFVOL"]),
    ]

    /// TWS's form of a name, or `nil` if no order type is called so.
    static func canonical(_ name: String) -> String? {
        spellings[name.uppercased()]
    }
}
