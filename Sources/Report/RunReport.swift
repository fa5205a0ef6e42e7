internal import Notation

/// The report on a script: its run with each fill profile, and the figures of each.
package struct RunReport: Hashable, Sendable {
    /// A run with its figures.
    package struct Column: Hashable, Sendable {
        /// The run.
        package let run: RunSnapshot
        /// The run's figures.
        package let metrics: Metrics
    }

    /// One column for each run, in the given order.
    package let columns: [Column]

    /// Computes the figures of several runs of one script.
    package init(_ runs: [RunSnapshot]) {
        columns = runs.map { Column(run: $0, metrics: Metrics($0)) }
    }

    /// The run whose charts and tables are shown: `paper-ib` if there is one, otherwise the first.
    package var shown: RunSnapshot? {
        (columns.first { $0.run.profile == "paper-ib" } ?? columns.first)?.run
    }

    /// What to read before anything else: that the profiles disagree on whether the script gains or loses.
    package var warning: String? {
        let signs = Set(columns.map { ($0.metrics.totalReturn * 1e12).rounded().sign(orZero: 0) })
        guard signs.contains(1), signs.contains(-1) else { return nil }
        let results = columns.map { "\($0.run.profile) \(NumberText.percent($0.metrics.totalReturn, signed: true))" }
        return "Whether this script gains or loses depends on how its orders fill: "
            + results.joined(separator: ", ") + "."
    }
}

extension Double {
    /// Returns 1 above zero, -1 below, otherwise `zero`.
    fileprivate func sign(orZero zero: Int) -> Int { self > 0 ? 1 : self < 0 ? -1 : zero }
}
