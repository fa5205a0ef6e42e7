/// A script's access to the modules beside it.
package protocol ModuleAccess: AnyObject {
    /// Returns the bytes of a module, by its name as a script may write it: letters, digits, `_` and `-`.
    func source(of module: String) throws(FileFault) -> [UInt8]
}

/// The module access of a script without a folder.
package final class NoModules: ModuleAccess {
    /// Creates an access without modules.
    package init() {}

    /// Throws a fault that says so.
    package func source(of module: String) throws(FileFault) -> [UInt8] {
        throw FileFault(.missing, "the script has no folder")
    }
}
