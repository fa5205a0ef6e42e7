internal import TWSWire

/// The kill switch: decides whether orders may enter.
///
/// On its own it only tightens; only a person can loosen it. It outlives a connection, and its owner keeps it across
/// restarts.
package struct Halt: Sendable, Hashable {
    /// How far trading is open, widest first.
    package enum Level: Int, CaseIterable, Comparable, Sendable {
        /// Orders enter as far as the limits permit.
        case active
        /// Only orders that reduce a position enter.
        case reducing
        /// No order enters.
        case halted

        /// The level as a word: `ACTIVE`, `REDUCING`, `HALTED`.
        package var word: String {
            switch self {
            case .active: "ACTIVE"
            case .reducing: "REDUCING"
            case .halted: "HALTED"
            }
        }

        /// Parses a word; `nil` for any other text.
        package init?(word: String) {
            guard let level = Self.allCases.first(where: { $0.word == word }) else { return nil }
            self = level
        }

        /// Whether `left` is wider than `right`.
        package static func < (left: Level, right: Level) -> Bool { left.rawValue < right.rawValue }
    }

    /// Who engaged the switch, at which level, when and why.
    package struct Latch: Sendable, Hashable {
        /// The level; never ``Level/active``.
        package var level: Level
        /// The reason, in one clause.
        package var reason: String
        /// Who engaged it: a user of the machine, or `ibscript` itself.
        package var by: String
        /// When it was engaged, by the machine's clock, for display: `2026-01-05 15:04:05 UTC`; empty if unknown.
        package var at: String

        /// Creates a latch from its parts.
        package init(level: Level, reason: String, by: String, at: String = "") {
            (self.level, self.reason, self.by, self.at) = (level, reason, by, at)
        }

        /// `HALTED since 2026-01-05 15:04:05 UTC by ann: "spread is wrong"`.
        package var text: String {
            "\(level.word)" + (at.isEmpty ? "" : " since \(at)") + " by \(by)" + (reason.isEmpty ? "" : ": \(reason)")
        }
    }

    /// The latch in force; `nil` while trading is open.
    package private(set) var latch: Latch?

    /// Creates a switch that is not engaged.
    package init() {}

    /// How far trading is open.
    package var level: Level { latch?.level ?? .active }

    /// Halts all further orders on the program's own initiative; the first reason is kept.
    package mutating func close(because reason: String) {
        tighten(Latch(level: .halted, reason: reason, by: "ibscript"))
    }

    /// Tightens the switch; a latch that is not stricter than the one in force changes nothing.
    package mutating func tighten(_ latch: Latch) {
        if latch.level > level { self.latch = latch }
    }

    /// Sets the switch as a person left it; `nil` releases it.
    package mutating func set(_ latch: Latch?) { self.latch = latch?.level == .active ? nil : latch }

    /// Why no order may enter, whatever it does; `nil` if some may.
    package var denial: Denial? {
        guard let latch, latch.level == .halted else { return nil }
        return Denial(code: .halted, message: "entries are \(latch.text)", remedy: Self.remedy)
    }

    /// Why an order that does not reduce a position may not enter.
    func denial(notReducing what: String) -> Denial? {
        guard let latch else { return nil }
        return Denial(code: .reducing, message: "\(what): entries are \(latch.text)", remedy: Self.remedy)
    }

    private static let remedy = "cancels still pass; only a person can resume trading: ibscript resume"
}

extension Denial.Code {
    /// Only orders that reduce a position may enter, and this one does not.
    package static let reducing = Denial.Code(rawValue: "DENIED_REDUCING")
}
