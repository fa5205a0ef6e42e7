package import ScriptHost
package import Trading

/// A script at work, as its run sees it: events go in, effects come out.
package protocol RunningScript: AnyObject {
    /// Handles one event; returns what must be done, in order.
    ///
    /// A script that is away afterwards (``isAway``) returns nothing yet.
    func handle(_ event: ScriptEvent, at moment: RunInstant) -> [ScriptEffect]
    /// Whether it is still at work on the last event: it takes no other until it is back.
    var isAway: Bool { get }
    /// Sets what is called, on the run's loop, when a script that was away is back with its effects; also when it ends
    /// by itself.
    func whenBack(_ take: @escaping ([ScriptEffect]) -> Void)
    /// Sets the closure that a script in a process of its own calls after submitting an intent to the desk with nothing
    /// of its event waiting before it: what the desk has made of the intent may leave at once.
    func whenAsked(_ leave: @escaping () -> Void)
}

/// A script in the run's own process is never away.
extension RunningScript {
    /// Always `false`.
    package var isAway: Bool { false }
    /// Does nothing: the function is never called.
    package func whenBack(_ take: @escaping ([ScriptEffect]) -> Void) {}
    /// Does nothing: what the script asks for leaves with its turn, which ends just as soon.
    package func whenAsked(_ leave: @escaping () -> Void) {}
}

extension ScriptSession: RunningScript {}
