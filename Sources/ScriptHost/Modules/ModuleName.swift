internal import LuaBridge

/// The name of a module: that of a file beside the script, without `.lua`.
package enum ModuleName {
    private static let longest = 64

    /// Whether a text is a valid name; a name that leads to another folder never is.
    package static func isValid(_ name: String) -> Bool {
        1...longest ~= name.utf8.count
            && name.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                    UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"):
                    true
                default: false
                }
            }
    }
}

extension ScriptSession {
    /// Returns what `require` compiles: the source of a module, and its name in errors.
    func module(_ name: String) throws(LuaRaise) -> (source: String, chunk: String) {
        guard ModuleName.isValid(name) else {
            throw LuaRaise(
                message: "require: \(ShownText.quoted(name)) is not a module name",
                remedy: "put the module beside the script as NAME.lua, and name it without folder and .lua"
            )
        }
        let bytes: [UInt8]
        do throws(FileFault) {
            bytes = try modules.source(of: name)
        } catch {
            throw FileFunctions.raise(error, "\(name).lua", "require")
        }
        let source = Self.chunk(of: String(decoding: bytes, as: UTF8.self))
        parts.state.look(at: source)
        return (source, "\(name).lua")
    }
}
