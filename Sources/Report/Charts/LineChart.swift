/// A chart of lines over time, as SVG inside a page.
struct LineChart: Sendable {
    /// One line.
    struct Line: Sendable {
        /// The name in the legend.
        let name: String
        var times: [Double]
        var values: [Double]
        /// Whether a value holds until the next one, instead of moving towards it.
        var isStepped = false
    }

    /// A fill on the chart.
    struct Marker: Sendable {
        let time: Double
        let value: Double
        let isBuy: Bool
        /// The tooltip.
        let text: String
    }

    private static let (width, height) = (960.0, 240.0)
    private static let (left, right, top, bottom) = (76.0, 12.0, 10.0, 24.0)
    /// The largest number of points in a line, and of markers.
    private static let (mostPoints, mostMarkers) = (2_000, 2_000)

    /// What the chart shows, for screen readers.
    let title: String
    var lines: [Line]
    var markers: [Marker] = []
    var unit = MetricTable.Unit.number

    /// The chart and, if it has several lines, their legend.
    var html: String {
        let times = ChartScale(
            lines.flatMap(\.times) + markers.map(\.time),
            from: Self.left,
            to: Self.width - Self.right
        )
        let values = ChartScale(
            lines.flatMap(\.values) + markers.map(\.value),
            from: Self.height - Self.bottom,
            to: Self.top
        )
        var svg = "<svg viewBox=\"0 0 960 240\" role=\"img\" aria-label=\"\(HTMLText.of(title))\">\n"
        svg += grid(times, values)
        for (place, line) in lines.enumerated() { svg += curve(line, place % 4, times, values) }
        for marker in markers.prefix(Self.mostMarkers) { svg += triangle(marker, times, values) }
        return svg + "</svg>\n" + key
    }

    private var key: String {
        guard lines.count > 1 else { return "" }
        let names = lines.enumerated().map { place, line in
            "<span class=\"key k\(place % 4)\"></span>\(HTMLText.of(line.name))"
        }
        return "<p class=\"faint\">" + names.joined() + "</p>\n"
    }

    private func grid(_ times: ChartScale, _ values: ChartScale) -> String {
        var svg = ""
        for value in values.ticks(4) {
            let place = values.place(value)
            svg += "<line class=\"grid\" x1=\"76\" x2=\"948\" y1=\"\(place)\" y2=\"\(place)\"/>"
            svg += "<text x=\"70\" y=\"\(place)\" dy=\"4\" text-anchor=\"end\">\(label(value))</text>\n"
        }
        let span = times.range.upperBound - times.range.lowerBound
        for (number, time) in times.spread(5).enumerated() {
            let anchor = number == 0 ? "start" : number == 4 ? "end" : "middle"
            svg +=
                "<text x=\"\(times.place(time))\" y=\"234\" text-anchor=\"\(anchor)\">"
                + "\(DateText.tick(time, span: span))</text>\n"
        }
        return svg
    }

    private func label(_ value: Double) -> String {
        switch unit {
        case .fraction: NumberText.fixed(value * 100, places: 1) + " %"
        case .money: NumberText.fixed(value, places: 0, grouped: true)
        case .number, .count: NumberText.plain(value)
        }
    }

    private func curve(_ line: Line, _ color: Int, _ times: ChartScale, _ values: ChartScale) -> String {
        let (xs, ys) = Self.thinned(line.times, line.values)
        guard let first = ys.first else { return "" }
        var path = ""
        var before = first
        for (x, y) in zip(xs, ys) {
            let place = times.place(x)
            if line.isStepped, !path.isEmpty { path += "L\(place) \(values.place(before))" }
            path += "\(path.isEmpty ? "M" : "L")\(place) \(values.place(y))"
            before = y
        }
        return "<path class=\"curve s\(color)\" d=\"\(path)\"/>\n"
    }

    private func triangle(_ marker: Marker, _ times: ChartScale, _ values: ChartScale) -> String {
        let shape = marker.isBuy ? "M-5 11L5 11L0 2Z" : "M-5 -11L5 -11L0 -2Z"
        return "<path class=\"\(marker.isBuy ? "buy" : "sell")\" d=\"\(shape)\" transform=\"translate("
            + "\(times.place(marker.time)) \(values.place(marker.value)))\"><title>\(HTMLText.of(marker.text))"
            + "</title></path>\n"
    }

    /// Returns the lowest and the highest point of equal parts of a long line, so that no peak is lost.
    static func thinned(_ times: [Double], _ values: [Double]) -> (times: [Double], values: [Double]) {
        let count = min(times.count, values.count)
        guard count > mostPoints else { return (Array(times.prefix(count)), Array(values.prefix(count))) }
        let parts = mostPoints / 2
        var kept: [Int] = [0]
        for part in 0..<parts {
            let range = part * count / parts..<(part + 1) * count / parts
            let low = range.min { values[$0] < values[$1] } ?? range.lowerBound
            let high = range.max { values[$0] < values[$1] } ?? range.lowerBound
            kept += [min(low, high), max(low, high)]
        }
        kept.append(count - 1)
        return (kept.map { times[$0] }, kept.map { values[$0] })
    }
}
