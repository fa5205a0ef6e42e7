internal import Notation

/// What is reported of a script: its run under each fill profile, and the figures of each.
package struct RunReport: Hashable, Sendable {
    /// A run with its figures.
    package struct Column: Hashable, Sendable {
        /// What happened.
        package let run: RunSnapshot
        /// The figures of it.
        package let metrics: Metrics
    }

    /// One column for each run, in the order given.
    package let columns: [Column]

    /// Computes the figures of runs of the same script.
    package init(_ runs: [RunSnapshot]) {
        columns = runs.map { Column(run: $0, metrics: Metrics($0)) }
    }

    /// The run whose charts and tables are shown: `paper-ib` if there is one, else the first.
    package var shown: RunSnapshot? {
        (columns.first { $0.run.profile == "paper-ib" } ?? columns.first)?.run
    }

    /// What is to be read before anything else: that the profiles disagree on whether the script gains or loses.
    package var warning: String? {
        let signs = Set(columns.map { ($0.metrics.totalReturn * 1e12).rounded().sign(orZero: 0) })
        guard signs.contains(1), signs.contains(-1) else { return nil }
        let results = columns.map { "\($0.run.profile) \(NumberText.percent($0.metrics.totalReturn, signed: true))" }
        return "Whether this script gains or loses depends on how its orders fill: "
            + results.joined(separator: ", ") + "."
    }
}

extension Double {
    /// 1 above zero, -1 below, else `zero`.
    fileprivate func sign(orZero zero: Int) -> Int { self > 0 ? 1 : self < 0 ? -1 : zero }
}
