/// What a column of a file holds.
enum Column: Hashable, Sendable {
    case time, clock, open, high, low, close, volume, price, size, symbol
    /// Nothing that is used.
    case other

    /// The column that a name in a header stands for; case, blanks and quotation marks around it do not matter.
    ///
    /// The names are those of IB's exports, ib_async's `util.df`, Yahoo and Stooq.
    init(_ name: String) {
        let letters = name.lowercased().filter { $0.isLetter || $0.isNumber }
        switch letters {
        case "date", "datetime", "timestamp", "ts", "tradedate": self = .time
        case "time", "tradetime": self = .clock
        case "open", "o", "openprice", "first": self = .open
        case "high", "h", "highprice", "max": self = .high
        case "low", "l", "lowprice", "min": self = .low
        case "close", "c", "last", "closeprice": self = .close
        case "volume", "vol", "v": self = .volume
        case "price", "lastprice", "tradeprice": self = .price
        case "size", "lastsize", "quantity", "qty": self = .size
        case "symbol", "ticker": self = .symbol
        default: self = .other
        }
    }
}
