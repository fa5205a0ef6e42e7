/// The conIds of instruments that exist only in a file.
enum InstrumentNumbers {
    private static let first = 950_000_000
    private static let count: UInt64 = 40_000_000

    /// Returns the conId of a symbol: IB's if the simulator knows it, otherwise one derived from its letters.
    static func conID(of symbol: String, isTaken: (Int) -> Bool) -> Int {
        if let known = StockTable.rows.first(where: { $0.symbol == symbol }) { return known.conId }
        let hash = symbol.utf8.reduce(0xcbf2_9ce4_8422_2325 as UInt64) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
        var number = first + Int(hash % count)
        while isTaken(number) { number += 1 }
        return number
    }
}
