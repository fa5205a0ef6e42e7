/// The conIds of instruments that only a file has.
enum InstrumentNumbers {
    private static let first = 950_000_000
    private static let count: UInt64 = 40_000_000

    /// The number of a symbol: IB's where the simulator knows it, else one that follows from its letters.
    static func conID(of symbol: String, isTaken: (Int) -> Bool) -> Int {
        if let known = StockTable.rows.first(where: { $0.symbol == symbol }) { return known.conId }
        let hash = symbol.utf8.reduce(0xcbf2_9ce4_8422_2325 as UInt64) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
        var number = first + Int(hash % count)
        while isTaken(number) { number += 1 }
        return number
    }
}
