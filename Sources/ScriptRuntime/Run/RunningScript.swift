package import ScriptHost
package import Trading

/// A script at work, as its run sees it: events go in, effects come out.
package protocol RunningScript: AnyObject {
    /// Takes one event; gives what is to be done, in order.
    func handle(_ event: ScriptEvent, at moment: RunInstant) -> [ScriptEffect]
}

extension ScriptSession: RunningScript {}
