/// A script's way to the files that its header names; it decides nothing, and has no other.
package protocol FileAccess: AnyObject {
    /// The bytes of a file.
    func read(_ path: String) throws(FileFault) -> [UInt8]
    /// Opens a file for writing; folders that are missing are made. What is written is there once it is closed, or, at the end
    /// of a file that was there already, with each write.
    func open(_ path: String, appends: Bool) throws(FileFault) -> any FileWriter
}

/// A file that is being written.
package protocol FileWriter: AnyObject {
    /// The first line of a file that is appended to; `nil` for one that is new or empty.
    var firstLine: String? { get }
    /// Adds bytes.
    func write(_ bytes: [UInt8]) throws(FileFault)
    /// Ends it; a file that is not appended to takes the place of the old one now, as a whole.
    func close() throws(FileFault)
}

/// Why a file could not be read or written.
package struct FileFault: Error, Hashable, Sendable {
    /// The kind of fault.
    package enum Code: String, Sendable {
        /// The header does not name the file.
        case notGranted = "file_not_granted"
        /// There is no such file.
        case missing = "file_missing"
        /// It is too large to be read at once.
        case tooLarge = "file_too_large"
        /// The system says no.
        case failed = "file_failed"
    }

    /// The kind of fault.
    package let code: Code
    /// What is wrong, in a clause behind the path.
    package let message: String
    /// What to do about it; `nil` where there is nothing.
    package let remedy: String?

    /// A fault from its parts.
    package init(_ code: Code, _ message: String, remedy: String? = nil) {
        self.code = code
        self.message = message
        self.remedy = remedy
    }
}

/// Files of a script without `[files]`.
package final class NoFiles: FileAccess {
    /// Nothing can be reached.
    package init() {}

    /// Names the key that would open it.
    package func read(_ path: String) throws(FileFault) -> [UInt8] { throw Self.refusal(path, "read") }

    /// Names the key that would open it.
    package func open(_ path: String, appends: Bool) throws(FileFault) -> any FileWriter {
        throw Self.refusal(path, "write")
    }

    /// The fault of a file that is not granted.
    package static func refusal(_ path: String, _ key: String) -> FileFault {
        FileFault(
            .notGranted,
            "the header does not grant it",
            remedy: "add it to \(key) in [files]: \(key) = [\"\(path)\"]"
        )
    }
}
