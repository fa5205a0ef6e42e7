internal import LuaBridge
internal import Testing

/// A VM with `print`, `wait` and what else the tests need; remembers what the script said.
final class TestHost {
    let vm: LuaVM
    private(set) var lines: [String] = []
    /// Arguments of the calls of `wait`, by token.
    private(set) var waits: [LuaToken: LuaValue] = [:]
    private(set) var functions: [LuaFunction] = []
    private var tokens = 0
    /// Pauses seen so far.
    private(set) var pauses = 0

    init(_ budget: LuaVM.Budget = .small, seed: Int = 1) throws {
        vm = try LuaVM(budget: budget, seed: seed)
        try vm.register("print", textArguments: true) { [unowned self] frame in
            lines.append((0..<frame.count).map { frame.string($0 + 1) ?? "?" }.joined(separator: " "))
            return .returned
        }
        try vm.register("wait", waits: true) { [unowned self] frame in
            tokens += 1
            waits[LuaToken(tokens)] = try frame.value(1)
            return .waiting(LuaToken(tokens))
        }
        try vm.register("on", waits: false) { [unowned self] frame in
            guard let function = try frame.function(1) else { throw LuaRaise(message: "on: a function expected") }
            functions.append(function)
            return .returned
        }
        try vm.register("fail") { frame in
            let code = frame.integer(1).map(LuaRaise.Code.number)
            throw LuaRaise(code: code, message: frame.string(2) ?? "rejected", remedy: frame.string(3))
        }
    }

    func forgetFunctions() { functions = [] }

    /// Runs a chunk; goes on after pauses.
    @discardableResult
    func run(_ source: String, chunk: String = "test.lua") throws(ScriptError) -> Outcome {
        try settle(try vm.run(source, chunk: chunk))
    }

    @discardableResult
    func settle(_ outcome: Outcome) throws(ScriptError) -> Outcome {
        var outcome = outcome
        while case .paused(let pause) = outcome {
            pauses += 1
            outcome = try vm.continue(pause)
        }
        return outcome
    }

    /// The error that a chunk ends with; `nil` and a recorded issue if it ends well.
    func failure(of source: String, chunk: String = "test.lua") -> ScriptError? {
        do {
            try run(source, chunk: chunk)
            Issue.record("the script ended without an error")
            return nil
        } catch {
            return error
        }
    }
}

extension LuaVM.Budget {
    /// Small enough that every test of a limit is over at once.
    static let small = LuaVM.Budget(
        instructionsPerEvent: 2_000_000,
        instructionsForMain: 2_000_000,
        bytes: 8 << 20,
        bytesPerBlock: 1 << 20,
        seconds: 60
    )
}
