/// The market data of one symbol in columns: rows of one file, in order of time.
///
/// Of ticks, the four prices of a row are one and the same.
package struct BarSeries: Hashable, Sendable {
    /// The symbol by the file's column, else by the file's name.
    package let symbol: String
    /// How much time a row covers.
    package var length: BarLength
    /// When each row begins, rising: nanoseconds since the epoch, of day bars the date's midnight in UTC.
    package var times: [Int64] = []
    /// First price of each row.
    package var open: [Double] = []
    /// Highest price of each row.
    package var high: [Double] = []
    /// Lowest price of each row.
    package var low: [Double] = []
    /// Last price of each row.
    package var close: [Double] = []
    /// Units traded in each row; 0 where the file tells none.
    package var volume: [Double] = []

    /// A series without rows.
    package init(symbol: String, length: BarLength) {
        self.symbol = symbol
        self.length = length
    }

    /// How many rows there are.
    package var count: Int { times.count }

    /// The first row that begins at or after a time; `count` if there is none.
    package func firstRow(from time: Int64) -> Int {
        var (low, high) = (0, times.count)
        while low < high {
            let middle = (low + high) / 2
            if times[middle] < time { low = middle + 1 } else { high = middle }
        }
        return low
    }

    /// Turns a series that ran backwards around.
    mutating func reverse() {
        times.reverse()
        open.reverse()
        high.reverse()
        low.reverse()
        close.reverse()
        volume.reverse()
    }
}
