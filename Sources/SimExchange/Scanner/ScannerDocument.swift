/// The document of scannerParameters: instruments, locations, scan codes and filters.
enum ScannerDocument {
    static let xml: String = {
        let instruments = [("US Stocks", "STK"), ("US Equity ETFs", "ETF.EQ.US"), ("Asia Stocks", "STOCK.HK")].map {
            "<Instrument><name>\($0)</name><type>\($1)</type><filters>\(filters($1))</filters></Instrument>"
        }
        let locations = ScanPlace.all.map {
            "<Location><displayName>\(escaped($0.name))</displayName><locationCode>\($0.code)</locationCode>"
                + "<instruments>\($0.instrument)</instruments></Location>"
        }
        let scans = ScanCode.all.map {
            "<ScanType><displayName>\(escaped($0.name))</displayName><scanCode>\($0.code)</scanCode>"
                + "<instruments>STK,ETF.EQ.US,STOCK.HK</instruments></ScanType>"
        }
        return "<?xml version=\"1.0\" encoding=\"UTF-8\"?><ScanParameterResponse>"
            + "<InstrumentList varName=\"instrumentList\">\(instruments.joined())</InstrumentList>"
            + "<LocationTree varName=\"locationTree\">\(locations.joined())</LocationTree>"
            + "<ScanTypeList varName=\"scanTypeList\">\(scans.joined())</ScanTypeList>"
            + "<FilterList varName=\"filterList\">\(ScanFilter.all.map(range).joined())</FilterList>"
            + "</ScanParameterResponse>"
    }()

    private static func filters(_ instrument: String) -> String {
        ScanFilter.all.map { $0.code.uppercased() }.joined(separator: ",")
    }

    private static func range(_ filter: ScanFilter) -> String {
        let fields = ["Above", "Below"].map { side in
            "<AbstractField type=\"scanner.filter.DoubleField\"><code>\(filter.code)\(side)</code>"
                + "<displayName>\(escaped(filter.name)) \(side)</displayName></AbstractField>"
        }
        return
            "<RangeFilter><id>\(filter.code.uppercased())</id><category>General</category>\(fields.joined())</RangeFilter>"
    }

    private static func escaped(_ text: String) -> String {
        text.replacing("&", with: "&amp;").replacing("<", with: "&lt;")
    }
}
