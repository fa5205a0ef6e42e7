extension Double {
    /// Returns the nearest number with so many decimal places, ties away from zero; `places` is 0 to 9.
    ///
    /// This removes what binary arithmetic leaves behind the last significant digit.
    package func rounded(places: Int) -> Double {
        let scale = Self.scales[places]
        return (self * scale).rounded() / scale
    }

    private static let scales: [Double] = [1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9]
}
