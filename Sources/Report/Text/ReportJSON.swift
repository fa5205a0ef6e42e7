internal import Notation

extension RunReport {
    /// The last object of `ibscript backtest --json`: five figures for each fill profile.
    package var json: String { object(MetricTable.rows.prefix(MetricTable.shortRows)) }

    /// The object of `ibscript report --json`: all figures for each fill profile.
    package var fullJSON: String { object(MetricTable.rows[...]) }

    private func object(_ rows: ArraySlice<MetricTable.Row>) -> String {
        let profiles = columns.map { column in
            let figures = rows.map { row in
                EscapedText.json(row.key) + ":"
                    + NumberText.json(row.value(column.metrics), isWhole: row.unit == .count)
            }
            return EscapedText.json(column.run.profile) + ":{" + figures.joined(separator: ",") + "}"
        }
        return "{\"event\":\"report\",\"profiles\":{" + profiles.joined(separator: ",") + "}}"
    }
}
