internal import Glibc
internal import ScriptHost

/// The modules beside a script: plain files in its own folder; links are not followed.
final class ModuleFolder: ModuleAccess {
    /// The largest number of bytes in a module, the same as for a script.
    private static let largest = 128 << 10

    private let folder: String

    /// Makes access to the modules of a folder.
    init(_ folder: String) { self.folder = folder.isEmpty ? "/" : folder }

    func source(of module: String) throws(FileFault) -> [UInt8] {
        guard ModuleName.isValid(module) else { throw FileFault(.notGranted, "it is not beside the script") }
        let file = try Descriptor(opening: "\(module).lua", below: folder, O_RDONLY, makesFolders: false)
        guard file.isRegular else { throw FileFault(.failed, "it is not a regular file") }
        guard file.size <= Self.largest else {
            throw FileFault(.tooLarge, "it is larger than 128 kB", remedy: "split it")
        }
        return try file.readAll(atMost: Self.largest)
    }
}
