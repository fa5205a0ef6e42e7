internal import MarketFiles
internal import SimExchange
internal import TWSWire

/// Notices that a script asks for shorter bars than the data has: it then gets the data's.
struct CoarseData {
    private let lengths: [String: BarLength]
    /// One sentence for each symbol and length that was asked for.
    private(set) var remarks: [String] = []

    /// - Parameter lengths: The length of the data's rows, by symbol.
    init(_ lengths: [String: BarLength]) { self.lengths = lengths }

    /// Looks at a request; returns the remark if it is a new one.
    mutating func take(_ message: ClientMessage) -> String? {
        guard case .reqHistoricalData(let request) = message, let wanted = BarSize(text: request.barSizeSetting),
            let length = lengths[request.contract.symbol], let has = Self.text(of: length, for: wanted)
        else { return nil }
        let symbol = request.contract.symbol
        let remark = "\(symbol): the script asks for bars of \(request.barSizeSetting) and gets the data's, of \(has)."
        guard !remarks.contains(remark) else { return nil }
        remarks.append(remark)
        return remark
    }

    /// Returns the text of a length of data that is longer than the bars wanted; `nil` if it is not.
    private static func text(of length: BarLength, for wanted: BarSize) -> String? {
        switch (length, wanted) {
        case (.seconds(let has), .seconds(let wanted)) where has > wanted:
            BarSize.texts.first { $0.size == .seconds(has) }?.text
        case (.day, .seconds): "1 day"
        default: nil
        }
    }
}
