import ScriptHost

/// A folder with one module.
final class OneModule: ModuleAccess {
    private let name: String
    private let text: String

    init(name: String, text: String) { (self.name, self.text) = (name, text) }

    func source(of module: String) throws(FileFault) -> [UInt8] {
        guard module == name else { throw FileFault(.missing, "there is none") }
        return Array(text.utf8)
    }
}
