internal import Dispatch

/// Ends a script that does not come back although its time is up: the running code itself checks the budgets, so it
/// must be running something that checks none. No such code is known; an untrusted script must not be the one to find
/// it. What is ended is the process in which it runs.
final class Watchdog {
    /// The seconds beyond an event's budget that are granted to what cannot be interrupted at once.
    static let patience = 2.0
    /// The seconds between two looks.
    static let interval = 0.5

    private let timer: any DispatchSourceTimer

    /// Watches from a thread of its own until it is released.
    init(_ scripts: [ScriptReins]) {
        timer = DispatchSource.makeTimerSource(queue: DispatchQueue(label: "ibscript.watchdog"))
        var watches = scripts.map { (script: $0, watch: HangWatch(seconds: $0.seconds + Self.patience)) }
        timer.setEventHandler {
            for place in watches.indices {
                let entry = watches[place].script.entry()
                if watches[place].watch.isHung(entry, after: Self.interval) { watches[place].script.whenHung() }
            }
        }
        timer.schedule(deadline: .now() + Self.interval, repeating: Self.interval)
        timer.resume()
    }

    deinit { timer.cancel() }
}

/// Detects from samples of a pulse whether a VM hangs. Samples are counted, so a stopped process does not count as
/// hanging.
struct HangWatch {
    private let seconds: Double
    private var entry: Int?
    private var spent = 0.0

    /// Allows so many seconds in one entry.
    init(seconds: Double) { self.seconds = seconds }

    /// Takes a sample, so many seconds after the previous one; `entry` is `nil` while the VM is not at work. An entry
    /// that rests and continues keeps what it has spent.
    mutating func isHung(_ entry: Int?, after interval: Double) -> Bool {
        guard let entry else { return false }
        guard entry == self.entry else {
            (self.entry, spent) = (entry, 0)
            return false
        }
        spent += interval
        return spent > seconds
    }
}
