/// An error in a file of market data, with its place.
package struct MarketFileError: Error, Hashable, CustomStringConvertible, Sendable {
    /// The file's name as the user wrote it.
    package let file: String
    /// The line of the file, from 1; `nil` for the whole file.
    package let line: Int?
    /// What is wrong, as a clause.
    package let reason: String

    /// Makes an error.
    package init(file: String, line: Int? = nil, reason: String) {
        self.file = file
        self.line = line
        self.reason = reason
    }

    /// `spy.csv:17: high 1.2 is below low 1.3`.
    package var description: String { "\(file)\(line.map { ":\($0)" } ?? ""): \(reason)" }
}
