/// A script's way to the modules that stand beside it.
package protocol ModuleAccess: AnyObject {
    /// The bytes of the module of this name, as a script may write it: letters, digits, `_` and `-`.
    func source(of module: String) throws(FileFault) -> [UInt8]
}

/// Modules of a script without a folder.
package final class NoModules: ModuleAccess {
    /// There are none.
    package init() {}

    /// Says so.
    package func source(of module: String) throws(FileFault) -> [UInt8] {
        throw FileFault(.missing, "the script has no folder")
    }
}
