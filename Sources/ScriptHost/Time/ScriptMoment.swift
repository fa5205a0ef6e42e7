internal import CivilTime
internal import LuaBridge

/// A moment that a script gave: seconds since the epoch.
enum ScriptMoment {
    /// The moments that are reckoned with: the years 1900 to 9999.
    static let range = -2_208_988_800.0...253_402_300_799.0

    /// Reads an argument; the present where it is absent.
    static func read(
        _ frame: borrowing LuaFrame,
        _ argument: Int,
        now: Double,
        function: String
    ) throws(LuaRaise) -> Double {
        guard !frame.isNil(argument) else { return now }
        guard let seconds = frame.number(argument) else {
            throw LuaRaise(
                message: "\(function): a time is a number of seconds, \(frame.typeName(argument)) was given",
                remedy: "read a text with time.parse"
            )
        }
        guard range.contains(seconds) else {
            throw LuaRaise(message: "\(function): \(seconds) is not a time between the years 1900 and 9999")
        }
        return seconds
    }

    /// Whole seconds, and the thousandths above them.
    static func parts(_ seconds: Double) -> (seconds: Int64, milliseconds: Int) {
        let whole = seconds.rounded(.down)
        return (Int64(whole), min(999, Int(((seconds - whole) * 1_000).rounded(.down))))
    }

    /// A number of seconds as a script sees it: an integer where it is whole.
    static func value(_ seconds: Int64, milliseconds: Int = 0) -> LuaValue {
        milliseconds == 0 ? .integer(Int(seconds)) : .number(Double(seconds) + Double(milliseconds) / 1_000)
    }
}
