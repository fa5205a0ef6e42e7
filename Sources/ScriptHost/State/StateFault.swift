internal import LuaBridge
internal import ScriptCheck

/// Why something in `state` cannot be kept.
struct StateFault: Error {
    /// What is at fault.
    enum Cause {
        /// The value itself.
        case value
        /// A key of the table.
        case key
        /// The size of what is there.
        case size
    }

    /// A name or an index on the way to a value.
    enum Step: Hashable {
        case name(String)
        case place(Int)
    }

    /// The way to it from `state`.
    let path: [Step]
    let cause: Cause
    let raise: LuaRaise

    init(_ path: [Step], _ cause: Cause = .value, remedy: String? = nil, _ reason: (String) -> String) {
        self.path = path
        self.cause = cause
        raise = LuaRaise(message: reason(Self.text(of: path)), remedy: remedy)
    }

    /// Returns the way as a script writes it: `state.list[2].x`.
    static func text(of path: [Step]) -> String {
        path.reduce(into: StateKeeper.name) { text, step in
            switch step {
            case .name(let name): text += ".\(ShownText.of(name))"
            case .place(let place): text += "[\(place)]"
            }
        }
    }
}

/// A line of a script that may have put a faulty value into `state`.
///
/// The fault is found when the turn is over, and no line is running any more: the text shows where the value came from.
struct StateSource {
    let position: ScriptError.Position
    /// Whether it gives exactly what is at fault, and not only something around it.
    let isSure: Bool

    /// Creates the source of a fault; `nil` if the line has nothing to do with it.
    init?(_ given: GivenLine, chunk: String, of fault: StateFault) {
        guard zip(given.path, fault.path).allSatisfy({ $0 == nil || $1 == .name($0 ?? "") }) else { return nil }
        let below = given.path.count - fault.path.count
        let isEntry = below == 1 && given.path.last == .some(nil)
        switch fault.cause {
        case .value:
            guard below <= 0, given.value != .plain || fault.path.isEmpty else { return nil }
            isSure = below == 0
        case .key:
            guard isEntry || below <= 0 && given.value != .plain else { return nil }
            isSure = isEntry || below == 0 && given.value == .table
        case .size:
            guard given.value != .plain || given.path.contains(nil) else { return nil }
            isSure = below >= 0
        }
        position = ScriptError.Position(chunk: chunk, line: given.number)
    }
}

extension ScriptSession {
    /// The largest number of lines that are named when several may be at fault.
    private static let mostSources = 3

    /// Ends the run because something in `state` cannot be kept; what a handler of `stop` has left there is only reported.
    func failed(_ fault: StateFault) {
        var error = ScriptError(code: .runtime, message: fault.raise.message, raised: fault.raise)
        let sources = sources(of: fault)
        let sure = Set(sources.filter(\.isSure).map(\.position))
        if sure.count == 1 {
            error.position = sure.first
        } else if !sources.isEmpty {
            error.raised?.message += " (from \(Self.shown(sources.map(\.position))))"
        }
        if case .closing = phase { return log("stop handler: \(text(of: error))") }
        requestedEnd = end(of: error)
    }

    private static func shown(_ positions: [ScriptError.Position]) -> String {
        var told: [ScriptError.Position] = []
        for position in positions where !told.contains(position) { told.append(position) }
        let shown = told.prefix(mostSources).map(\.description).joined(separator: ", ")
        return told.count > mostSources ? "\(shown) …" : shown
    }

    /// Returns the lines of the script that may have written what is at fault.
    private func sources(of fault: StateFault) -> [StateSource] {
        parts.state.files.flatMap { file in
            let text = text(of: ScriptError.Position(chunk: file, line: 1))
            return GivenLine.lines(of: StateKeeper.name, in: text).compactMap {
                StateSource($0, chunk: file, of: fault)
            }
        }
    }
}
