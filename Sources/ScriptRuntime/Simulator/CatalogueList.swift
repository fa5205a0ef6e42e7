internal import Notation
internal import SimExchange
internal import TWSWire

/// The output of `ibscript sim --list`: the contracts of the simulator.
package enum CatalogueList {
    /// A heading, and a line for each contract: kind, symbol, exchange, currency, conId, ISIN, price at the start, name.
    package static var lines: [String] {
        let catalogue = InstrumentCatalogue()
        let rows = catalogue.builtIn.map { instrument in
            [
                instrument.secType.text, name(instrument), exchange(instrument), instrument.currency,
                "\(instrument.conId)", instrument.isin, "\(instrument.openPrice)", instrument.longName,
            ]
        }
        let heading = ["TYPE", "SYMBOL", "EXCHANGE", "CURRENCY", "CONID", "ISIN", "PRICE", "NAME"]
        let widths = heading.indices.map { column in ([heading] + rows).map { $0[column].count }.max() ?? 0 }
        let table = ([heading] + rows).map { row in
            var line = zip(row, widths).map { $0.padded(to: $1) }.joined(separator: "  ")
            while line.last == " " { line.removeLast() }
            return line
        }
        return table + ["", options(catalogue), futures]
    }

    /// Returns the expiries at the start of the virtual clock.
    private static func options(_ catalogue: InstrumentCatalogue) -> String {
        let symbols = catalogue.builtIn.filter { !catalogue.optionChains(underlyingConId: $0.conId).isEmpty }
            .map(\.symbol)
        let stocks = catalogue.builtIn.filter { $0.secType == .stock && symbols.contains($0.symbol) }.count
        let others = catalogue.builtIn.filter { $0.secType != .stock && symbols.contains($0.symbol) }.map(\.symbol)
        return "OPT and FOP, weekly and monthly, on \(stocks) stocks and funds and on "
            + others.reduce(into: [String]()) { if !$0.contains($1) { $0.append($1) } }.joined(separator: ", ")
    }

    private static let futures = "CONTFUT is the front contract of each future; futures and options follow the clock"

    private static func name(_ instrument: Instrument) -> String {
        instrument.secType == .stock || instrument.secType == .index ? instrument.symbol : instrument.localSymbol
    }

    private static func exchange(_ instrument: Instrument) -> String {
        instrument.primaryExchange.isEmpty || instrument.primaryExchange == instrument.exchange
            ? instrument.exchange : "\(instrument.exchange)/\(instrument.primaryExchange)"
    }
}
