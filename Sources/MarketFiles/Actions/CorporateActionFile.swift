internal import CivilTime
internal import Notation

/// Reads a file of splits and dividends: a CSV with the columns date, symbol, split and dividend.
///
/// A split is written as `4`, `4:1` or `1/10`; a row may have both a split and a dividend.
package enum CorporateActionFile {
    private static let names = ["date", "symbol", "split", "dividend"]

    /// Returns the actions of a file, by day, then in file order.
    package static func actions(_ bytes: [UInt8], file: String) throws(MarketFileError) -> [CorporateAction] {
        let rows: [[String]]
        do { rows = try CSVText.rows(bytes) } catch {
            throw MarketFileError(file: file, line: error.line, reason: error.reason)
        }
        let head = rows.first?.map { $0.lowercased().filter { $0 != " " } } ?? []
        for name in names.prefix(2) where !head.contains(name) {
            throw MarketFileError(file: file, line: 1, reason: "there is no column \(name); write \(shape)")
        }
        guard head.contains("split") || head.contains("dividend") else {
            throw MarketFileError(file: file, line: 1, reason: "there is neither split nor dividend; write \(shape)")
        }
        var actions: [CorporateAction] = []
        for (number, row) in rows.enumerated().dropFirst() {
            let cells = Dictionary(zip(head, row)) { first, _ in first }
            do { actions += try read(cells) } catch {
                throw MarketFileError(file: file, line: number + 1, reason: error.reason)
            }
        }
        return actions.enumerated().sorted { ($0.element.day, $0.offset) < ($1.element.day, $1.offset) }.map(\.element)
    }

    private static var shape: String { "date,symbol,split,dividend as the first line" }

    private struct Fault: Error { let reason: String }

    private static func read(_ cells: [String: String]) throws(Fault) -> [CorporateAction] {
        let (date, symbol) = (cells["date"] ?? "", cells["symbol"] ?? "")
        guard let reading = TimeText.read(date), !reading.hasClock else {
            throw Fault(reason: "\(QuotedText.of(date)) is not a day; write 2026-03-09")
        }
        guard !symbol.isEmpty else { throw Fault(reason: "it names no symbol") }
        var actions: [CorporateAction] = []
        func add(_ kind: CorporateAction.Kind) {
            actions.append(CorporateAction(symbol: symbol, day: reading.time.days, kind: kind))
        }
        if let text = cells["split"], !text.isEmpty {
            guard let ratio = ratio(text) else {
                throw Fault(reason: "split \(QuotedText.of(text)) is not a ratio; write 4, 4:1 or 1:10")
            }
            if ratio != 1 { add(.split(ratio)) }
        }
        if let text = cells["dividend"], !text.isEmpty {
            guard let money = Double(text), money.isFinite, money >= 0 else {
                throw Fault(reason: "dividend \(QuotedText.of(text)) is not an amount of money")
            }
            if money > 0 { add(.dividend(money)) }
        }
        return actions
    }

    private static func ratio(_ text: String) -> Double? {
        let parts = text.split(omittingEmptySubsequences: false) { $0 == ":" || $0 == "/" }.map { Double($0) }
        guard (1...2).contains(parts.count), let first = parts.first ?? nil, first > 0, first.isFinite else {
            return nil
        }
        guard parts.count == 2 else { return first }
        guard let second = parts[1], second > 0, second.isFinite else { return nil }
        return first / second
    }
}
