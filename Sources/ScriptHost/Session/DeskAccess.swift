package import Trading

/// The way from a script to the desk.
///
/// Called while ``ScriptSession/handle(_:at:)`` runs; the answer is there at once. What the desk makes of an accepted intent
/// is carried out when the effect ``ScriptEffect/deskTurn`` has its turn.
package protocol DeskAccess: AnyObject {
    /// Puts an intent of the script to the desk; `line` is the script's line, where one is to blame.
    func submit(_ intent: Intent, line: Int?) -> Verdict
}
