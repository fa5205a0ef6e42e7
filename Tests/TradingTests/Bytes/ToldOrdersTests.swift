import Notation
import TWSWire
import Testing

@testable import Trading

private typealias Fixture = LedgerFixture

/// News of an order go to another process as what has changed, and make the same entry there.
@Suite("Orders told as differences")
struct ToldOrdersTests {
    /// Both ends of a pair.
    private struct Pair {
        var told = ToldOrders()
        var heard = HeardOrders()

        /// What arrives, and how many bytes it took.
        mutating func tell(_ entry: LedgerEntry, _ changes: [LedgerChange] = []) throws -> (LedgerEntry, Int) {
            var writer = ByteWriter()
            writer.entry(entry, &told, changes: changes)
            var reader = ByteReader(writer.bytes)
            let arrived = try reader.entry(&heard).value
            try reader.finish()
            return (arrived, writer.bytes.count)
        }
    }

    /// All of an entry, told to one who knows nothing.
    private static func whole(_ entry: LedgerEntry) -> [UInt8] {
        var (writer, nothing) = (ByteWriter(), ToldOrders())
        writer.entry(entry, &nothing)
        return writer.bytes
    }

    private static let course: [ServerMessage] = [
        Fixture.openOrder(.submitted), Fixture.status(.submitted, remaining: 100),
        Fixture.execution("f.1.01.01", 10, at: 5), Fixture.commission("f.1.01.01", 1),
        Fixture.execution("f.2.01.01", 20, at: 6), Fixture.execution("f.1.01.02", 11, at: 5.5),
        Fixture.status(.submitted, filled: 31, remaining: 69, average: 5.8, whyHeld: "locate"),
        Fixture.error(399, "a warning"), Fixture.commission("f.2.01.01", 2),
        Fixture.execution("f.3.01.02", 4, at: 1), Fixture.execution("f.3.01.01", 30, at: 1),
        Fixture.execution("f.4.01.01", 65, at: 7), Fixture.commission("f.4.01.01", 3),
        Fixture.commission("f.3.01.02", 4), Fixture.status(.filled, filled: 100, remaining: 0, average: 6),
    ]

    @Test("each piece of news makes the entry that the desk has")
    func follows() throws {
        var (ledger, pair) = (Fixture.ledger(), Pair())
        for message in Self.course {
            let changes = ledger.receive(message)
            let entry = try #require(ledger[Fixture.orderId])
            #expect(Self.whole(try pair.tell(entry, changes).0) == Self.whole(entry), "\(message)")
        }
    }

    @Test("also where news was left out, or comes behind what was told since")
    func gaps() throws {
        for kept in 0..<(1 << 6) {
            var (ledger, pair) = (Fixture.ledger(), Pair())
            var late: (LedgerEntry, [LedgerChange])?
            for (place, message) in Self.course.enumerated() {
                let changes = ledger.receive(message)
                let entry = try #require(ledger[Fixture.orderId])
                guard kept >> (place % 6) & 1 == 1 else {
                    late = (entry, changes)
                    continue
                }
                #expect(Self.whole(try pair.tell(entry, changes).0) == Self.whole(entry), "\(kept) \(place)")
                guard let (older, changes) = late else { continue }
                #expect(Self.whole(try pair.tell(older, changes).0) == Self.whole(older), "\(kept) \(place)")
                late = nil
            }
        }
    }

    @Test("a fill takes as many bytes as the first, however many there are")
    func bounded() throws {
        var (ledger, pair) = (Fixture.ledger(quantity: 1_000_000), Pair())
        var sizes: [Int] = []
        for number in 1_000..<2_000 {
            let changes = ledger.receive(Fixture.execution("f.\(number).01.01", 1, at: 1))
            sizes.append(try pair.tell(try #require(ledger[Fixture.orderId]), changes).1)
        }
        #expect(try #require(sizes.last) <= sizes[1], "\(sizes[1])")
    }

    @Test("an order that the other end does not know ends the reading")
    func unknown() throws {
        var (told, heard) = (ToldOrders(), HeardOrders())
        let entry = try #require(Fixture.ledger()[Fixture.orderId])
        var first = ByteWriter()
        first.entry(entry, &told)
        var second = ByteWriter()
        second.entry(entry, &told)
        var reader = ByteReader(second.bytes)
        #expect(throws: ByteReader.Malformed.self) { try reader.entry(&heard) }
    }
}
