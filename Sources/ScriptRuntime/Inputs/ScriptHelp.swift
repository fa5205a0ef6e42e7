internal import FoundationEssentials
internal import ScriptHeader
internal import ScriptHost
internal import TWSWire
internal import Trading

/// What a script says about itself: its inputs and its limits; nothing of it is executed.
package enum ScriptHelp {
    /// Prints the help of a script.
    ///
    /// - Returns: The exit code.
    package static func show(_ file: String) -> Int32 {
        do {
            StandardStream.output.write(try lines(of: file).map { $0 + "\n" }.joined())
            return ExitStatus.success
        } catch {
            StandardStream.error.writeLine("ibscript: \(error)")
            return ExitStatus.malformed
        }
    }

    /// Returns how to write an input that was written as an option: `qty=10`; `nil` if the script declares none with
    /// that name.
    package static func input(_ name: String, _ value: String?, of file: String) -> String? {
        guard let header = try? header(of: file),
            let input = header.inputs.first(where: { $0.name == name || $0.name == name.replacing("-", with: "_") })
        else { return nil }
        return value.map { "\(input.name)=\($0)" } ?? input.example
    }

    private static func header(of file: String) throws -> ScriptHeader {
        guard let data = FileManager.default.contents(atPath: file) else { throw LoadedScript.unreadable(file) }
        return try ScriptHeader.parse(source: [UInt8](data), file: file)
    }

    /// Returns the lines of the help.
    static func lines(of file: String) throws -> [String] {
        let header = try header(of: file)
        var lines = ["\(header.name)" + (header.summary.map { ": \($0)" } ?? ""), ""]
        lines.append("Usage: ibscript run \(file)" + header.inputs.map { " [\($0.name)=…]" }.joined())
        if !header.inputs.isEmpty {
            lines += ["", "Inputs, written name=value:"]
            let width = header.inputs.map(\.name.count).max() ?? 0
            lines += header.inputs.map { input in
                "  " + input.name.padded(to: width) + "  " + words(of: input)
            }
        }
        lines += ["", "Limits:"]
        lines += limits(of: header).map { "  " + $0 }
        return lines
    }

    /// Returns the type, bounds and default of an input in one line.
    static func words(of input: InputDeclaration) -> String {
        var parts = [input.type.rawValue]
        switch (input.min, input.max) {
        case (let min?, let max?): parts.append("\(min) to \(max)")
        case (let min?, nil): parts.append("\(min) or more")
        case (nil, let max?): parts.append("\(max) or less")
        case (nil, nil): break
        }
        if !input.choices.isEmpty { parts.append("one of \(input.choices.map(\.description).joined(separator: ", "))") }
        if let value = input.defaultValue {
            parts.append("default \(value)")
        } else {
            parts.append(input.isOptional ? "optional" : "needed")
        }
        return parts.joined(separator: ", ") + (input.summary.map { ": \($0)" } ?? "")
    }

    /// Returns what the script may trade on the simulator, in plain words.
    private static func limits(of header: ScriptHeader) -> [String] {
        let limits = header.askedLimits
        let symbols = limits.symbols.map { $0.isEmpty ? "none" : $0.joined(separator: ", ") } ?? "all"
        var lines = [
            "symbols: \(symbols)",
            "sides: \(limits.sides.map(\.text).joined(separator: ", "))",
            "order types: \(limits.orderTypes.map(\.text).joined(separator: ", "))",
            "largest order: \(limits.maxOrderQuantity) units",
        ]
        if let value = header.permissions?.maxNotional { lines.append("largest value of a run: \(value)") }
        if header.permissions?.scope == .account { lines.append("sees and cancels every order of the account") }
        lines.append("orders: \((header.permissions?.onStop ?? .leave).statement)")
        if !header.isPresent { lines.append("the script has no header: these are the defaults") }
        return lines
    }
}
