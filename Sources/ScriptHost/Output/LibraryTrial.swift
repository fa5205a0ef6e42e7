internal import LuaBridge
internal import ScriptCheck

/// A function of Lua's own that the check of a script calls with values that stand for the script's.
struct LibraryTrial {
    /// Why Lua refuses a call.
    struct Refusal {
        /// Lua's sentence, without the position.
        let message: String
        /// The position of the argument that is refused, from 0; `nil` if the sentence names none.
        let place: Int?

        /// Whether the sentence begins with one of these.
        func starts(with starts: [String]) -> Bool { starts.contains(where: message.hasPrefix) }
    }

    private let vm: LuaVM
    /// The function in a call: `math.floor`, or `("1"):rep` for a method of a text.
    private let function: String

    /// Creates a trial of a function by its path: `math.floor`, or `string:rep` for a method of a text.
    init?(of path: String) {
        guard let vm = try? LuaVM() else { return nil }
        self.vm = vm
        function = path.firstIndex(of: ":").map { "(\"1\")\(path[$0...])" } ?? path
    }

    /// Returns why Lua refuses the arguments, which are Lua texts; `nil` if it does not.
    func refusal(_ arguments: [String]) -> Refusal? {
        refusal(of: "local _ = \(function)(\(arguments.joined(separator: ", ")))")
    }

    /// Returns why Lua refuses a statement; `nil` if it does not.
    func refusal(of statement: String) -> Refusal? {
        do throws(ScriptError) {
            _ = try vm.run(statement, chunk: "c")
            return nil
        } catch {
            guard error.code == .runtime else { return nil }
            let start = "c:1: "
            let message = error.message.hasPrefix(start) ? error.message.dropFirst(start.count) : error.message[...]
            let lead = "bad argument #"
            let number = message.hasPrefix(lead) ? Int(message.dropFirst(lead.count).prefix { $0 != " " }) : nil
            return Refusal(message: String(message), place: number.map { $0 - 1 })
        }
    }
}
