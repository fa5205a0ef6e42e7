internal import TWSWire

/// Whether orders may enter: the kill switch that every order passes.
///
/// It only tightens by itself; loosening it is a person's. It outlives a connection, and its owner keeps it over restarts.
package struct Halt: Sendable, Hashable {
    /// How far trading is open, the widest first.
    package enum Level: Int, CaseIterable, Comparable, Sendable {
        /// Orders enter as the limits permit.
        case active
        /// Only orders enter that make a position smaller.
        case reducing
        /// No order enters.
        case halted

        /// The word for it: `ACTIVE`, `REDUCING`, `HALTED`.
        package var word: String {
            switch self {
            case .active: "ACTIVE"
            case .reducing: "REDUCING"
            case .halted: "HALTED"
            }
        }

        /// The level of a word; `nil` for another text.
        package init?(word: String) {
            guard let level = Self.allCases.first(where: { $0.word == word }) else { return nil }
            self = level
        }

        /// Whether `left` is wider than `right`.
        package static func < (left: Level, right: Level) -> Bool { left.rawValue < right.rawValue }
    }

    /// Who has closed the switch, how far, when and why.
    package struct Latch: Sendable, Hashable {
        /// How far; never ``Level/active``.
        package var level: Level
        /// Why, in one clause.
        package var reason: String
        /// Who: a user of the machine, or `ibscript` itself.
        package var by: String
        /// When, by the machine's clock, for people: `2026-01-05 15:04:05 UTC`; empty where that is not known.
        package var at: String

        /// A latch from its parts.
        package init(level: Level, reason: String, by: String, at: String = "") {
            (self.level, self.reason, self.by, self.at) = (level, reason, by, at)
        }

        /// `HALTED since 2026-01-05 15:04:05 UTC by ann: "spread is wrong"`.
        package var text: String {
            "\(level.word)" + (at.isEmpty ? "" : " since \(at)") + " by \(by)" + (reason.isEmpty ? "" : ": \(reason)")
        }
    }

    /// Who has closed the switch; `nil` while it is open.
    package private(set) var latch: Latch?

    /// Trading is open.
    package init() {}

    /// How far trading is open.
    package var level: Level { latch?.level ?? .active }

    /// Lets no further order in, of the program's own accord; the first reason stays.
    package mutating func close(because reason: String) {
        tighten(Latch(level: .halted, reason: reason, by: "ibscript"))
    }

    /// Closes the switch further; a latch that is not stricter than the one in force changes nothing.
    package mutating func tighten(_ latch: Latch) {
        if latch.level > level { self.latch = latch }
    }

    /// Sets the switch as a person has left it: `nil` opens it.
    package mutating func set(_ latch: Latch?) { self.latch = latch?.level == .active ? nil : latch }

    /// Why an order may not enter whatever it does; `nil` if one may.
    package var denial: Denial? {
        guard let latch, latch.level == .halted else { return nil }
        return Denial(code: .halted, message: "entries are \(latch.text)", remedy: Self.remedy)
    }

    /// Why an order may not enter that does not reduce.
    func denial(notReducing what: String) -> Denial? {
        guard let latch else { return nil }
        return Denial(code: .reducing, message: "\(what): entries are \(latch.text)", remedy: Self.remedy)
    }

    private static let remedy = "cancels still pass; only a person can resume trading: ibscript resume"
}

extension Denial.Code {
    /// Only orders that make a position smaller may enter, and this one may not.
    package static let reducing = Denial.Code(rawValue: "DENIED_REDUCING")
}
