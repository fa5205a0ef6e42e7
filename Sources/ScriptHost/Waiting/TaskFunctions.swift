internal import LuaBridge

/// `spawn`, `all`, and the tasks that `first_of` makes from functions.
enum TaskFunctions {
    static let entries: [HostEntry] = [
        HostEntry("spawn") { session, frame in
            guard let function = try frame.function(1) else { throw LuaRaise(message: "spawn: expected a function") }
            var arguments: [LuaValue] = []
            var loans: [LuaLoan] = []
            for position in 2..<max(2, frame.count + 1) {
                // Tables are passed on as in a call: as they are.
                let argument = try frame.kept(position)
                loans.append(try session.vm.borrow(argument.footprint))
                arguments.append(argument)
            }
            return .value(.object(try session.startTask(function, arguments, loans: loans)))
        },
        HostEntry("all", waits: true, all),
    ]

    /// The largest number of functions that one call runs concurrently.
    private static let most = 64

    /// `all{a = fn, b = fn}`: runs the functions concurrently and returns the first result of each under its key. The
    /// first error ends the others and is raised.
    private static func all(_ session: ScriptSession, _ frame: borrowing LuaFrame) throws -> HostResult {
        let entries = try frame.keyedEntries(1)
        try check(count: entries.count)
        // A list stays one, though some results be nil.
        let isList = entries.enumerated().allSatisfy { $1.key == .integer($0 + 1) }
        let group = Group(count: entries.count)
        let token = session.waits.begin(whenOver: { group.cancelAll() })
        for (place, entry) in entries.enumerated() {
            let task = try task(entry.value, "all", session)
            group.tasks.append(task)
            task.watch { task in
                guard case .finished(let results) = task.state else {
                    session.waits.finish(token, task.delivery)
                    return
                }
                guard group.finished(place, results.first ?? .nil) else { return }
                let values = group.results
                guard !isList else { return _ = session.waits.finish(token, .values([.array(values)])) }
                let named = zip(entries, values).map { (key: $0.key, value: $1) }.filter { $0.value != .nil }
                session.waits.finish(token, .push { $0.push(keyed: named) })
            }
        }
        return .waiting(token)
    }

    /// Returns a given task, or one that runs a given function.
    static func task(_ value: LuaValue, _ function: String, _ session: ScriptSession) throws(LuaRaise) -> ScriptTask {
        switch value {
        case .function(let body): return try session.startTask(body)
        case .object(let task as ScriptTask): return task
        default: throw noFunction(value, function)
        }
    }

    static func noFunction(_ value: LuaValue, _ function: String) -> LuaRaise {
        LuaRaise(message: "\(function): expected a function, got \(value.kind)")
    }

    /// Checks the number of functions that run at the same time.
    static func check(count: Int) throws(LuaRaise) {
        guard (1...most).contains(count) else {
            throw LuaRaise(
                message: "all: expected a table of 1 to \(most) functions",
                remedy: "all{a = function() return details(c) end, b = function() … end}"
            )
        }
    }

    /// The tasks that one call waits for, and their results.
    private final class Group {
        var tasks: [ScriptTask] = []
        var results: [LuaValue]
        private var left: Int

        init(count: Int) {
            results = Array(repeating: .nil, count: count)
            left = count
        }

        /// Records a result; returns `true` for the last one.
        func finished(_ place: Int, _ result: LuaValue) -> Bool {
            results[place] = result
            left -= 1
            return left == 0
        }

        func cancelAll() {
            for task in tasks { try? task.cancel() }
        }
    }
}
