/// Which elements of two runs belong together, by place in the two lists.
///
/// Each call of ``pair(_:_:within:)`` pairs what is still alone, so that calls go from the strictest key to the most
/// lenient one. A call takes n log n time at most.
struct RunAlignment {
    /// A pair, or an element that only one run has.
    struct Row: Hashable {
        /// The place in the first run; `nil` if only the second one has the element.
        var first: Int?
        /// The place in the second run; `nil` if only the first one has the element.
        var second: Int?
    }

    /// The elements with one key, oldest first.
    private struct Group {
        var first: [Int] = []
        var second: [Int] = []
    }

    private let first: [Double]
    private let second: [Double]
    /// The places of each run, oldest first.
    private let firstPlaces: [Int]
    private let secondPlaces: [Int]
    /// The partners of the first run's elements; `nil` for one that is alone.
    private var partners: [Int?]
    /// Whether an element of the second run has a partner.
    private var isTaken: [Bool]

    /// Creates an alignment of elements with these times, in seconds, in which all are alone.
    init(first: [Double], second: [Double]) {
        (self.first, self.second) = (first, second)
        (firstPlaces, secondPlaces) = (Self.places(first), Self.places(second))
        partners = [Int?](repeating: nil, count: first.count)
        isTaken = [Bool](repeating: false, count: second.count)
    }

    /// Pairs elements that are alone, have equal keys, and are at most `tolerance` seconds apart, in order of time.
    mutating func pair<Key: Hashable>(_ firstKeys: [Key], _ secondKeys: [Key], within tolerance: Double) {
        var groups: [Key: Group] = [:]
        for place in firstPlaces where partners[place] == nil {
            groups[firstKeys[place], default: Group()].first.append(place)
        }
        for place in secondPlaces where !isTaken[place] {
            groups[secondKeys[place], default: Group()].second.append(place)
        }
        for group in groups.values { pair(group, within: tolerance) }
    }

    private mutating func pair(_ group: Group, within tolerance: Double) {
        var (left, right) = (0, 0)
        while left < group.first.count, right < group.second.count {
            let (one, other) = (group.first[left], group.second[right])
            let apart = second[other] - first[one]
            if abs(apart) <= tolerance {
                partners[one] = other
                isTaken[other] = true
                (left, right) = (left + 1, right + 1)
            } else if apart > 0 {
                left += 1
            } else {
                right += 1
            }
        }
    }

    /// The pairs and what is alone, oldest first; at one time, what the first run has comes first.
    var rows: [Row] {
        var rows: [(time: Double, row: Row)] = []
        for place in firstPlaces { rows.append((first[place], Row(first: place, second: partners[place]))) }
        for place in secondPlaces where !isTaken[place] { rows.append((second[place], Row(first: nil, second: place))) }
        return Self.places(rows.map(\.time)).map { rows[$0].row }
    }

    /// Returns the places of the times, oldest first; those of equal times stay in order.
    private static func places(_ times: [Double]) -> [Int] {
        times.indices.sorted { (times[$0], $0) < (times[$1], $1) }
    }
}
