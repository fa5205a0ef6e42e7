package import Trading

/// A script's access to the desk.
///
/// Called while ``ScriptSession/handle(_:at:)`` runs; the answer is available immediately. The actions of an accepted
/// intent are carried out when the effect ``ScriptEffect/deskTurn`` has its turn.
package protocol DeskAccess: AnyObject {
    /// Submits an intent of the script; `line` is the line of the script that is responsible, if any.
    func submit(_ intent: Intent, line: Int?) -> Verdict
}
