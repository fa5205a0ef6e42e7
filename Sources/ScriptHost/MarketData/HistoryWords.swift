/// The words of `history`, for the command line of a download.
package enum HistoryWords {
    /// Returns what is wrong with the length of bars, and the lengths that exist; `nil` if nothing is.
    package static func fault(ofBars text: String) -> String? {
        HistoryBarSize(text) == nil ? "\(HistoryBarSize.fault(text)); \(HistoryBarSize.remedy)" : nil
    }

    /// Returns what is wrong with the kind of data, and the kinds that exist; `nil` if nothing is.
    package static func fault(ofKind text: String) -> String? {
        guard !HistoryTerms.kinds.contains(text.uppercased()) else { return nil }
        return "\(HistoryTerms.fault(ofKind: text)); \(HistoryTerms.remedyOfKind)"
    }
}
