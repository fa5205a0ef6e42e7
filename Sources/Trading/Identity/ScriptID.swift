/// Identifies a script of a run by its position on the command line, from 0.
package struct ScriptID: Hashable, Comparable, Sendable {
    /// The position.
    package let number: Int

    /// Represents the desk itself when it asks TWS.
    package static let desk = ScriptID(-1)

    /// Creates the id of the script at a position.
    package init(_ number: Int) { self.number = number }

    /// Whether `left` comes before `right`.
    package static func < (left: ScriptID, right: ScriptID) -> Bool { left.number < right.number }
}
