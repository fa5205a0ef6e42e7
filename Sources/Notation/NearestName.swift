/// Finds the known name that a misspelled one probably stands for.
///
/// Every "did you mean" of the host comes from here: fields, functions, header keys, messages and inputs.
package enum NearestName {
    /// The length of the longest name that is compared; a longer one has no match.
    private static let longestCompared = 64

    /// Returns the candidate closest to `name`.
    ///
    /// Case counts less than a letter: `lmtprice` finds `lmtPrice` at once. Otherwise at most one edit per three
    /// letters (insertion, deletion, replacement, or swapping two neighbors) is allowed, and never more than three;
    /// names of one or two letters match only names that differ in case. Ties are broken alphabetically, so the result
    /// does not depend on the order of the candidates.
    /// - Returns: `nil` when nothing is close enough.
    package static func best(for name: String, among candidates: some Sequence<String>) -> String? {
        let wanted = Array(name.utf8)
        guard !wanted.isEmpty, wanted.count <= longestCompared else { return nil }
        let folded = lowercased(wanted)
        let allowed = wanted.count < 3 ? 0 : min(3, wanted.count / 3)
        var best: (score: Int, name: String)?
        for candidate in candidates where candidate != name {
            let letters = Array(candidate.utf8)
            guard letters.count <= longestCompared, abs(letters.count - wanted.count) <= allowed else { continue }
            let edits = distance(folded, lowercased(letters))
            guard edits <= allowed, edits < max(letters.count, wanted.count) else { continue }
            let score = edits * 2 + (edits == 0 || sharesFirst(folded, letters) ? 0 : 1)
            if let known = best, (known.score, known.name) <= (score, candidate) { continue }
            best = (score, candidate)
        }
        return best?.name ?? containing(folded, among: candidates)
    }

    /// The length of the shortest name that is looked for in others, or found in one.
    private static let shortestPart = 4

    /// Returns the candidate of which the name is a part, or which is the greater part of the name: `quantity` finds
    /// `totalQuantity`.
    private static func containing(_ folded: [UInt8], among candidates: some Sequence<String>) -> String? {
        guard folded.count >= shortestPart else { return nil }
        let name = String(decoding: folded, as: UTF8.self)
        let found = candidates.filter { candidate in
            let letters = Array(candidate.utf8)
            // Types such as TRAIL LIMIT are words of their own, not parts of a name.
            guard (shortestPart...longestCompared).contains(letters.count), letters.count != folded.count,
                !letters.contains(UInt8(ascii: " ")), letters.contains(where: { (0x61...0x7A).contains($0) })
            else { return false }
            let other = String(decoding: lowercased(letters), as: UTF8.self)
            return other.contains(name) || name.contains(other) && letters.count * 2 >= folded.count
        }
        return found.min {
            (abs($0.utf8.count - folded.count), $0) < (abs($1.utf8.count - folded.count), $1)
        }
    }

    /// Returns the text `; did you mean NAME?`, or an empty text when no candidate is close.
    ///
    /// Made to be appended to an error message.
    package static func hint(for name: String, among candidates: some Sequence<String>) -> String {
        guard let nearest = best(for: name, among: candidates) else { return "" }
        return "; did you mean \(nearest)?"
    }

    /// The largest number of names that an error lists.
    private static let longestList = 16

    /// Like ``hint(for:among:)``; if no candidate is close, and there are few, it lists names.
    package static func hint(
        for name: String,
        among candidates: some Sequence<String>,
        listed names: [String]
    ) -> String {
        let hint = hint(for: name, among: candidates)
        guard hint.isEmpty, (1...longestList).contains(names.count) else { return hint }
        return "; expected one of: \(names.joined(separator: " "))"
    }

    /// Returns the number of edits that turn one text into the other; swapping two neighbors is one edit.
    static func distance(_ left: [UInt8], _ right: [UInt8]) -> Int {
        var beforePrevious = [Int](repeating: 0, count: right.count + 1)
        var previous = Array(0...right.count)
        for row in left.indices {
            var current = [row + 1]
            for column in right.indices {
                let replaced = previous[column] + (left[row] == right[column] ? 0 : 1)
                var edits = min(replaced, previous[column + 1] + 1, current[column] + 1)
                if row > 0, column > 0, left[row] == right[column - 1], left[row - 1] == right[column] {
                    edits = min(edits, beforePrevious[column - 1] + 1)
                }
                current.append(edits)
            }
            beforePrevious = previous
            previous = current
        }
        return previous[right.count]
    }

    private static func lowercased(_ letters: [UInt8]) -> [UInt8] {
        letters.map { (0x41...0x5A).contains($0) ? $0 + 0x20 : $0 }
    }

    private static func sharesFirst(_ folded: [UInt8], _ letters: [UInt8]) -> Bool {
        folded.first == lowercased(Array(letters.prefix(1))).first
    }
}
