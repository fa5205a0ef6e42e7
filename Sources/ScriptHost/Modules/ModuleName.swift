internal import LuaBridge
package import ScriptCheck

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
        guard ModuleName.isValid(name) else { throw Self.invalid(module: name) }
        let bytes: [UInt8]
        do throws(FileFault) {
            bytes = try modules.source(of: name)
        } catch {
            throw Self.raise(error, module: name)
        }
        let source = Self.chunk(of: String(decoding: bytes, as: UTF8.self))
        look(at: source, of: "\(name).lua")
        return (source, "\(name).lua")
    }

    /// Returns the error of `require` for a text that is not the name of a module.
    fileprivate static func invalid(module name: String) -> LuaRaise {
        LuaRaise(
            message: "require: \(ShownText.quoted(name)) is not a module name",
            remedy: "put the module beside the script as NAME.lua, and name it without folder and .lua"
        )
    }

    /// Returns the error of `require` for a module that cannot be read.
    fileprivate static func raise(_ fault: FileFault, module name: String) -> LuaRaise {
        FileFunctions.raise(fault, "\(name).lua", "require")
    }
}

extension ScriptVocabulary {
    /// Returns the same names for a script that loads modules, some of which cannot be read.
    ///
    /// - Parameter missing: Why, by the module's name.
    package func knowing(missing: [String: FileFault]) -> ScriptVocabulary {
        var vocabulary = self
        let other = calls["require"]
        vocabulary.calls["require"] = { arguments in
            guard case .text(let name)?? = arguments.first else { return other?(arguments) }
            return Self.reason { () throws(LuaRaise) in
                guard ModuleName.isValid(name) else { throw ScriptSession.invalid(module: name) }
                if let fault = missing[name] { throw ScriptSession.raise(fault, module: name) }
            } ?? other?(arguments)
        }
        return vocabulary
    }
}
