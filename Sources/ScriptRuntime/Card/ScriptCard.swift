internal import Notation
internal import ScriptHeader
internal import ScriptHost
internal import Trading

/// What a script says about itself and its permissions, in plain words. Nothing of the script is executed.
struct ScriptCard {
    let header: ScriptHeader
    let source: String
    /// SHA-256 of the file and its modules, in hexadecimal.
    let sha256: String
    private let modules: [ScriptModules.Module]
    /// The permissions in effect.
    let sheet: PermissionSheet

    /// Where the permissions are in force, for the reader of the card; empty where that is clear.
    private let place: String
    /// What the header asks for but is not in force, one line per key.
    let excess: [String]

    /// Creates the card of a script from the limits in force and those that its header asks for.
    ///
    /// - Parameter place: Where they are in force: `on a paper account`; empty where the reader knows.
    init(_ script: LoadedScript, _ limits: RiskLimits, asked: RiskLimits? = nil, in place: String = "") {
        self.place = place.isEmpty ? "" : " " + place
        header = script.header
        source = script.source
        sha256 = script.sha256
        modules = script.modules.all
        sheet = PermissionSheet(limits, script.header)
        let named = Set(script.header.permissions?.presentKeys.map(\.rawValue) ?? [])
        let wanted = asked.map { PermissionSheet($0, script.header).only(named) }
        excess = wanted?.grown(since: sheet, before: "in force") ?? []
    }

    /// What the header asks for beyond what is in force, as lines; empty if it asks for no more.
    var excessLines: [String] {
        guard !excess.isEmpty else { return [] }
        return ["its header asks for more than is in force; the stricter limit applies:"] + excess.map { "  \($0)" }
    }

    /// The card for display, as lines.
    var lines: [String] {
        var lines = ["\(VisibleText.of(header.name)): \(VisibleText.of(header.summary ?? "no summary"))"]
        if let author = header.author { lines.append("by \(VisibleText.of(author))") }
        if let version = header.version { lines.append("version \(VisibleText.of(version))") }
        lines += inputLines
        lines += tradeLines
        lines += excessLines
        lines.append("worst case: \(worstCase)")
        lines += readingLines
        lines.append(
            "may use: \(number("instructions")) instructions an event, \(number("memory_mib")) MiB, \(number("seconds")) s"
        )
        lines.append((header.permissions?.onStop ?? .leave).statement)
        for (line, names) in VisibleText.hidden(in: source) {
            lines.append("careful: line \(line) contains invisible characters: \(names.joined(separator: ", "))")
        }
        for module in modules {
            lines.append("loads \(module.name).lua beside it")
            for (line, names) in VisibleText.hidden(in: String(decoding: module.source, as: UTF8.self)) {
                lines.append(
                    "careful: line \(line) of \(module.name).lua contains invisible characters: "
                        + names.joined(separator: ", ")
                )
            }
        }
        lines.append("SHA-256 \(sha256)")
        return lines
    }

    private var inputLines: [String] {
        guard !header.inputs.isEmpty else { return [] }
        return ["inputs:"]
            + header.inputs.map { input in
                var text = "  \(input.name): \(input.type.rawValue)"
                if let value = input.defaultValue { text += ", \(VisibleText.of(value.description)) if not given" }
                if let min = input.min { text += ", at least \(min)" }
                if let max = input.max { text += ", at most \(max)" }
                if input.isOptional { text += ", may be left out" }
                if let summary = input.summary { text += ": \(VisibleText.of(summary))" }
                return text
            }
    }

    private var tradeLines: [String] {
        guard header.permissions != nil else {
            return ["may trade\(place): its header has no [trade]: the defaults apply, and live is refused"]
                + limitLines
        }
        return ["may trade\(place):"] + limitLines
    }

    /// The permissions; keys that permit nothing are left out.
    private var limitLines: [String] {
        sheet.entries.compactMap { key, value in
            guard !Self.told.contains(key), value != .flag(false), value != .words([]), value != .most(.infinity) else {
                return nil
            }
            return "  \(key): \(PermissionSheet.text(value))"
        }
    }

    /// The keys that have lines of their own.
    private static let told: Set<String> = [
        "read_positions", "read_account", "read_other_orders", "regulatory_snapshots", "read_files", "write_files",
        "instructions", "memory_mib", "seconds",
    ]

    private var readingLines: [String] {
        var parts: [String] = []
        if header.reading.positions { parts.append("positions") }
        if header.reading.account { parts.append("values of the account") }
        parts.append("its own orders")
        if header.reading.otherOrders { parts.append("orders of other clients") }
        if header.reading.regulatorySnapshots { parts.append("snapshots that cost money") }
        var lines = ["may read: " + parts.joined(separator: ", ")]
        if !header.files.read.isEmpty {
            lines.append("reads files: " + PermissionSheet.text(.words(header.files.read)))
        }
        if !header.files.write.isEmpty {
            lines.append("writes files: " + PermissionSheet.text(.words(header.files.write)))
        }
        return lines
    }

    /// The largest possible loss, in money.
    var worstCase: String {
        guard case .most(let run)? = sheet["max_notional"], case .most(let day)? = sheet["max_gross_per_day"] else {
            return "not known"
        }
        let sum = AmountOfCard.text(min(run, day))
        let base = "orders for \(sum) in \(run <= day ? "a run" : "a day"), all of it lost"
        guard sheet["short"] == .flag(true) else { return base }
        return base + "; a short position can lose more than its value"
    }

    private func number(_ key: String) -> String { sheet[key].map(PermissionSheet.text) ?? "" }

    /// The card as a JSON object.
    var json: String {
        var line = JSONLine()
        line.add("name", header.name)
        line.add("summary", header.summary)
        line.add("author", header.author)
        line.add("version", header.version)
        line.add("sha256", sha256)
        line.add("trades", header.permissions != nil)
        line.add("inputs", objects: header.inputs) { input, object in
            object.add("name", input.name)
            object.add("type", input.type.rawValue)
            object.add("default", input.defaultValue?.description)
            object.add("summary", input.summary)
        }
        line.add("asked_beyond", texts: excess)
        line.add("worst_case", worstCase)
        line.add("on_stop", (header.permissions?.onStop ?? .leave).rawValue)
        line.add("hidden", objects: VisibleText.hidden(in: source)) { found, object in
            object.add("line", found.line)
            object.add("characters", texts: found.names)
        }
        line.add("permissions", json: sheet.json)
        return line.text
    }
}

extension ScriptHeader {
    /// What the header asks for, which is in force on the simulator.
    var askedLimits: RiskLimits { RiskGate(permissions: permissions, headerReplacesDefaults: true).limits }
}
