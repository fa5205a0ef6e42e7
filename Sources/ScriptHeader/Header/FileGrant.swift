internal import Notation

/// The files that a script may read and write: `[files]` in its header.
///
/// Paths are relative to the script's folder, with `/` between components; `*` matches any characters of one component.
package struct FileGrant: Hashable, Sendable {
    /// Patterns of files that may be read.
    package var read: [String]
    /// Patterns of files that may be written and read.
    package var write: [String]

    /// Why data may not go to stdout, and what lets it.
    package static let noOutput = (
        reason: "the header does not let data go to stdout", remedy: "add stdout = true to [files]"
    )

    /// Creates a grant from its patterns.
    package init(read: [String] = [], write: [String] = []) {
        self.read = read
        self.write = write
    }

    /// Whether a path may be read.
    package func mayRead(_ path: String) -> Bool { (read + write).contains { Self.matches(path, $0) } }

    /// Whether a path may be written.
    package func mayWrite(_ path: String) -> Bool { write.contains { Self.matches(path, $0) } }

    /// What is wrong with a path or pattern, as a clause; `nil` if it stays inside its folder.
    package static func fault(of path: String) -> String? {
        guard (1...255).contains(path.utf8.count) else { return "must have 1 to 255 characters" }
        guard !path.hasPrefix("/") else { return "must be relative to the script's folder" }
        let parts = path.split(separator: "/", omittingEmptySubsequences: false)
        guard !parts.contains("..") else { return "must not leave the script's folder" }
        guard !parts.contains(where: { $0.isEmpty || $0 == "." }) else { return "has an empty part" }
        guard path.utf8.allSatisfy({ $0 >= 0x20 && $0 != 0x7F && $0 != UInt8(ascii: "\\") }) else {
            return "has a control character or a backslash"
        }
        return nil
    }

    private static func matches(_ path: String, _ pattern: String) -> Bool {
        let parts = path.split(separator: "/", omittingEmptySubsequences: false)
        let patterns = pattern.split(separator: "/", omittingEmptySubsequences: false)
        return parts.count == patterns.count && zip(parts, patterns).allSatisfy { part($0, $1) }
    }

    /// Whether a path component matches a pattern component; takes time proportional to the product of their lengths.
    private static func part(_ text: Substring, _ pattern: Substring) -> Bool {
        let (text, pattern) = (Array(text.utf8), Array(pattern.utf8))
        var (place, spot) = (0, 0)
        var star: (spot: Int, place: Int)?
        while place < text.count {
            if spot < pattern.count, pattern[spot] == UInt8(ascii: "*") {
                star = (spot, place)
                spot += 1
            } else if spot < pattern.count, pattern[spot] == text[place] {
                place += 1
                spot += 1
            } else if let last = star {
                place = last.place + 1
                spot = last.spot + 1
                star = (last.spot, place)
            } else {
                return false
            }
        }
        return pattern[spot...].allSatisfy { $0 == UInt8(ascii: "*") }
    }
}

extension HeaderTable {
    /// The largest number of patterns of each kind.
    private static let most = 100

    /// Reads `[files]`.
    func fileGrant() throws(HeaderError) -> FileGrant {
        FileGrant(read: try patterns("read"), write: try patterns("write"))
    }

    private func patterns(_ key: String) throws(HeaderError) -> [String] {
        let patterns = try texts(key) ?? []
        guard patterns.count <= Self.most else {
            throw failure(.invalidValue, key, "names more than \(Self.most) paths")
        }
        for pattern in patterns {
            if let fault = FileGrant.fault(of: pattern) {
                throw failure(.invalidValue, key, "\(QuotedText.of(pattern)) \(fault)")
            }
        }
        return patterns
    }
}
