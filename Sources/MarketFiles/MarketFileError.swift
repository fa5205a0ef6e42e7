/// What is wrong with a file of market data, and where.
package struct MarketFileError: Error, Hashable, CustomStringConvertible, Sendable {
    /// The file's name as the user wrote it.
    package let file: String
    /// Line of the file, from 1; `nil` if the whole file is meant.
    package let line: Int?
    /// What is wrong, in a clause.
    package let reason: String

    /// A fault in a file.
    package init(file: String, line: Int? = nil, reason: String) {
        self.file = file
        self.line = line
        self.reason = reason
    }

    /// `spy.csv:17: high 1.2 is below low 1.3`.
    package var description: String { "\(file)\(line.map { ":\($0)" } ?? ""): \(reason)" }
}
