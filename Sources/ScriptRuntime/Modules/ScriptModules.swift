internal import Notation
internal import ScriptCheck
internal import ScriptHost

/// The modules that a script names, and those that they name, as their files were when the script was loaded: what the
/// user approves is what runs, whatever happens to the files meanwhile.
struct ScriptModules: Sendable {
    /// A module.
    struct Module: Sendable {
        let name: String
        let source: [UInt8]
    }

    /// The largest number of modules that are read.
    private static let most = 100

    /// The modules in the order in which they are named; one that cannot be read is missing, and raises where it is
    /// loaded.
    let all: [Module]
    /// Why the others cannot be read, by name.
    let missing: [String: FileFault]
    private let folder: String

    /// Reads the modules that a source in a folder names.
    init(of source: [UInt8], in folder: String) {
        self.folder = folder
        let files = ModuleFolder(folder)
        var found: [Module] = []
        var missing: [String: FileFault] = [:]
        var seen: Set<String> = []
        var waiting = ScriptCheck.modules(of: source)
        while found.count < Self.most, !waiting.isEmpty {
            let name = waiting.removeFirst()
            guard ModuleName.isValid(name), seen.insert(name).inserted else { continue }
            do throws(FileFault) {
                let bytes = try files.source(of: name)
                found.append(Module(name: name, source: bytes))
                waiting += ScriptCheck.modules(of: bytes)
            } catch {
                missing[name] = error
            }
        }
        all = found
        self.missing = missing
    }

    /// Returns the hash that the user approves: that of the script's file, which a module changes.
    func sha256(with script: [UInt8]) -> String {
        let own = SHA256.hexadecimal(script)
        guard !all.isEmpty else { return own }
        let lines = all.map { "\(SHA256.hexadecimal($0.source)) \($0.name)\n" }.sorted()
        return SHA256.hexadecimal(Array("\(own)\n\(lines.joined())".utf8))
    }

    /// The same for `check`, with the names of their files.
    var texts: [ScriptCheck.Module] {
        let start = folder == "." ? "" : folder.hasSuffix("/") ? folder : folder + "/"
        return all.map { ScriptCheck.Module(file: "\(start)\($0.name).lua", source: $0.source) }
    }

    /// The script's access to them.
    var access: any ModuleAccess { KnownModules(self, ModuleFolder(folder)) }
}

/// Gives a script the modules that are part of it, and no others.
private final class KnownModules: ModuleAccess {
    private let sources: [String: [UInt8]]
    private let folder: ModuleFolder

    init(_ modules: ScriptModules, _ folder: ModuleFolder) {
        sources = Dictionary(modules.all.map { ($0.name, $0.source) }) { first, _ in first }
        self.folder = folder
    }

    func source(of module: String) throws(FileFault) -> [UInt8] {
        if let source = sources[module] { return source }
        _ = try folder.source(of: module)
        throw FileFault(
            .notGranted,
            "no line of the script loads it by its name, so it was not looked at when the script was approved",
            remedy: "write require \"\(module)\""
        )
    }
}
