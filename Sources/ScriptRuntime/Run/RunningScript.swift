package import ScriptHost
package import Trading

/// A script at work, as its run sees it: events go in, effects come out.
package protocol RunningScript: AnyObject {
    /// Takes one event; gives what is to be done, in order.
    ///
    /// A script that is away afterwards (``isAway``) gives nothing yet.
    func handle(_ event: ScriptEvent, at moment: RunInstant) -> [ScriptEffect]
    /// Whether it is still at work on the last event: it takes no other until it is back.
    var isAway: Bool { get }
    /// Hands over what is called, on the run's loop, when a script that was away is back with its effects; also when it ends
    /// by itself.
    func whenBack(_ take: @escaping ([ScriptEffect]) -> Void)
    /// Hands over what a script in a process of its own calls when it has put an intent to the desk before which nothing of
    /// its event waits: what the desk has made of it may leave at once.
    func whenAsked(_ leave: @escaping () -> Void)
}

/// A script in the run's own process is never away.
extension RunningScript {
    /// It is not.
    package var isAway: Bool { false }
    /// It is never called.
    package func whenBack(_ take: @escaping ([ScriptEffect]) -> Void) {}
    /// It is never called: what it asks for leaves with its turn, which is over as soon.
    package func whenAsked(_ leave: @escaping () -> Void) {}
}

extension ScriptSession: RunningScript {}
