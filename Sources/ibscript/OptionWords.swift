internal import ArgumentParser
internal import ScriptRuntime

// The fixed words of options: the library reads them, and lists them in help, errors and completions.

/// Whether a journal is kept.
enum JournalWord: String, ExpressibleByArgument, CaseIterable {
    case on, off
}

/// How long an order waits for the journal.
enum JournalSyncWord: String, ExpressibleByArgument, CaseIterable {
    case full
}

extension SimulatorOptions.Clock: ExpressibleByArgument {}
extension SimulatorOptions.Data: ExpressibleByArgument {}
extension SimulatorOptions.Fills: ExpressibleByArgument {}
extension SimulatorOptions.Sessions: ExpressibleByArgument {}
extension WireTool.Side: ExpressibleByArgument {}
