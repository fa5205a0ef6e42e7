/// Names a script of a run: its place on the command line, from 0.
package struct ScriptID: Hashable, Comparable, Sendable {
    /// The place.
    package let number: Int

    /// Stands for the desk itself, where it asks TWS.
    package static let desk = ScriptID(-1)

    /// The script at a place.
    package init(_ number: Int) { self.number = number }

    /// Whether `left` stands before `right`.
    package static func < (left: ScriptID, right: ScriptID) -> Bool { left.number < right.number }
}
