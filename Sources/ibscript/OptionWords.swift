internal import ArgumentParser
internal import ScriptRuntime

// The closed words of options: the library reads them, and lists them in help, errors and completions.

extension SimulatorOptions.Clock: ExpressibleByArgument {}
extension SimulatorOptions.Data: ExpressibleByArgument {}
extension SimulatorOptions.Fills: ExpressibleByArgument {}
extension SimulatorOptions.Sessions: ExpressibleByArgument {}
extension WireTool.Side: ExpressibleByArgument {}
