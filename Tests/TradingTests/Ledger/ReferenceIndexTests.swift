import Testing

@testable import Trading

@Suite("Places by reference")
struct ReferenceIndexTests {
    /// References of runs, those of keys, and texts that look alike but must not be taken for one another.
    private static let texts = [
        "ibs.r.0badcafe.1.", "ibs.r.0badcafe.2.", "ibs.r.0badcafe.64.", "ibs.r.0badcafe.01.", "ibs.r.0badcafe.0.",
        "ibs.r.0badcafe..", "ibs.r.0badcafe.1", "ibs.r.0badcafe.1.1.", "ibs.r.0badcafe.-1.", "ibs.r.0badcafe.1x.",
        "ibs.r.0badcafe.999999999.", "ibs.r.0badcafe.1000000000.", "ibs.r.0badcafe.18446744073709551617.",
        "ibs.r.0badcaff.1.", "ibs.r.1.", "ibs.r..1.", "ibs.k.0badcafe.1.", "ibs.k.0badcafe.entry.", "x.1.", ".1.", "1.",
        ".", "1", "", "ibs.r.é.1.",
    ]

    @Test("every text has a place of its own, however much it looks like another")
    func ownPlaces() {
        var index = ReferenceIndex()
        for (place, text) in Self.texts.enumerated() {
            #expect(index[text] == nil, "\(text)")
            index.change(text) { known in
                #expect(known == nil, "\(text)")
                known = place
            }
        }
        for (place, text) in Self.texts.enumerated() { #expect(index[text] == place, "\(text)") }
    }

    @Test("a place can change and go")
    func changes() {
        var index = ReferenceIndex()
        for text in Self.texts { index.change(text) { $0 = 1 } }
        for text in Self.texts {
            index.change(text) { known in
                #expect(known == 1, "\(text)")
                known = 2
            }
            #expect(index[text] == 2, "\(text)")
            index.change(text) { $0 = nil }
            #expect(index[text] == nil, "\(text)")
        }
    }

    @Test("the orders of a run are found among those of another")
    func runs() {
        var index = ReferenceIndex()
        for number in 1...200 {
            for (place, run) in ["0badcafe", "deadbeef"].enumerated() {
                index.change("ibs.r.\(run).\(number).") { $0 = 2 * number + place }
            }
        }
        for number in 1...200 {
            for (place, run) in ["0badcafe", "deadbeef"].enumerated() {
                #expect(index["ibs.r.\(run).\(number)."] == 2 * number + place)
            }
        }
        #expect(index["ibs.r.0badcafe.201."] == nil)
        #expect(index["ibs.r.0badcafd.1."] == nil)
    }
}
