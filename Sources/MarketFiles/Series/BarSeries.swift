/// The market data of one symbol in columns: the rows of one file, in order of time.
///
/// For ticks, the four prices of a row are the same.
package struct BarSeries: Hashable, Sendable {
    /// The symbol from the file's column, or else from the file's name.
    package var symbol: String
    /// The time span of a row.
    package var length: BarLength
    /// The start of each row, ascending, in nanoseconds since the epoch; for daily bars, midnight UTC of the date.
    package var times: [Int64] = []
    /// The first price of each row.
    package var open: [Double] = []
    /// The highest price of each row.
    package var high: [Double] = []
    /// The lowest price of each row.
    package var low: [Double] = []
    /// The last price of each row.
    package var close: [Double] = []
    /// The units traded in each row; 0 if the file has none.
    package var volume: [Double] = []

    /// Makes an empty series.
    package init(symbol: String, length: BarLength) {
        self.symbol = symbol
        self.length = length
    }

    /// The number of rows.
    package var count: Int { times.count }

    /// Returns the index of the first row that begins at or after a time; `count` if there is none.
    package func firstRow(from time: Int64) -> Int {
        var (low, high) = (0, times.count)
        while low < high {
            let middle = (low + high) / 2
            if times[middle] < time { low = middle + 1 } else { high = middle }
        }
        return low
    }

    /// Reverses a series whose times run backwards.
    mutating func reverse() {
        times.reverse()
        open.reverse()
        high.reverse()
        low.reverse()
        close.reverse()
        volume.reverse()
    }
}
