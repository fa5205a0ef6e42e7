internal import Testing

@testable internal import Notation

@Suite struct NearestNameTests {
    private static let cases: [(String, [String], String?)] = [
        ("lmtprice", ["lmtPrice", "auxPrice", "totalQuantity"], "lmtPrice"),
        ("reqMktDta", ["reqMktData", "reqMktDepth", "cancelMktData"], "reqMktData"),
        ("stok", ["stock", "stop", "option"], "stock"),
        ("plcae", ["place", "print", "after"], "place"),
        ("symbl", ["symbols", "symbol"], "symbol"),
        ("x", ["qty"], nil),
        ("qty", ["qty"], nil),
        ("", ["a"], nil),
        ("somethingElse", ["place", "order"], nil),
        ("ab", ["cd"], nil),
        ("os", ["on", "OS"], "OS"),
        ("quantity", ["action", "totalQuantity", "cashQty"], "totalQuantity"),
        ("NetLiq", ["NetLiquidation", "SMA"], "NetLiquidation"),
        ("printing", ["on", "print", "log"], "print"),
        ("registerEverything", ["every", "on"], nil),
    ]

    @Test(arguments: cases)
    func findsTheNearest(_ name: String, _ known: [String], _ expected: String?) {
        #expect(NearestName.best(for: name, among: known) == expected)
        #expect(NearestName.best(for: name, among: known.reversed()) == expected)
    }

    @Test func distanceCountsASwapOnce() {
        #expect(NearestName.distance(Array("plcae".utf8), Array("place".utf8)) == 1)
        #expect(NearestName.distance(Array("kitten".utf8), Array("sitting".utf8)) == 3)
        #expect(NearestName.distance([], Array("abc".utf8)) == 3)
    }

    @Test func hintIsEmptyWithoutANeighbour() {
        #expect(NearestName.hint(for: "sides_", among: ["sides"]) == "; did you mean sides?")
        #expect(NearestName.hint(for: "zzz", among: ["sides"]).isEmpty)
    }
}
