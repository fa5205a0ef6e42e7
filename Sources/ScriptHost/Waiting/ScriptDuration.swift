internal import LuaBridge

/// A length of time given by a script, in seconds.
enum ScriptDuration {
    static let shortest = 0.001
    static let longest = 366.0 * 86_400

    /// Reads a number of seconds from 0.001 to 366 days; NaN is outside this range.
    static func read(_ value: LuaValue, function: String) throws(LuaRaise) -> Double {
        let seconds: Double
        switch value {
        case .integer(let number): seconds = Double(number)
        case .number(let number): seconds = number
        default: throw LuaRaise(message: "\(function): expected seconds, got \(value.kind)")
        }
        guard (shortest...longest).contains(seconds) else {
            throw LuaRaise(message: "\(function): \(seconds) s is outside 0.001 s to 366 days")
        }
        return seconds
    }

    /// The same for an optional argument.
    static func optional(_ frame: borrowing LuaFrame, _ argument: Int, function: String) throws(LuaRaise) -> Double? {
        frame.isNil(argument) ? nil : try read(try frame.value(argument), function: function)
    }
}
