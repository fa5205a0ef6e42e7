internal import CivilTime
internal import LuaBridge

/// A time given by a script, in seconds since the epoch.
enum ScriptMoment {
    /// The supported times: the years 1900 to 9999.
    static let range = -2_208_988_800.0...253_402_300_799.0

    /// Reads an argument; defaults to the current time.
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
        return try read(seconds, function: function)
    }

    /// Returns the seconds if they are a time.
    static func read(_ seconds: Double, function: String) throws(LuaRaise) -> Double {
        guard range.contains(seconds) else {
            throw LuaRaise(message: "\(function): \(seconds) is not a time between the years 1900 and 9999")
        }
        return seconds
    }

    /// Splits a time into whole seconds and milliseconds.
    static func parts(_ seconds: Double) -> (seconds: Int64, milliseconds: Int) {
        let whole = seconds.rounded(.down)
        return (Int64(whole), min(999, Int(((seconds - whole) * 1_000).rounded(.down))))
    }

    /// Returns a number of seconds as a script sees it: an integer if it is whole.
    static func value(_ seconds: Int64, milliseconds: Int = 0) -> LuaValue {
        milliseconds == 0 ? .integer(Int(seconds)) : .number(Double(seconds) + Double(milliseconds) / 1_000)
    }
}
