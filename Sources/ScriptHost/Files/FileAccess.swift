/// A script's access to the files that its header names; it makes no decisions, and the script has no other access.
package protocol FileAccess: AnyObject {
    /// Returns the bytes of a file.
    func read(_ path: String) throws(FileFault) -> [UInt8]
    /// Opens a file for writing, creating missing folders. What is written is visible once the file is closed or, when
    /// appending to an existing file, after each write.
    func open(_ path: String, appends: Bool) throws(FileFault) -> any FileWriter
}

/// A file that is being written.
package protocol FileWriter: AnyObject {
    /// The first line of a file that is appended to; `nil` for a new or empty file.
    var firstLine: String? { get }
    /// Appends bytes.
    func write(_ bytes: [UInt8]) throws(FileFault)
    /// Closes the file; a file that is not appended to now replaces the old one as a whole.
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
        /// The file is too large to be read at once.
        case tooLarge = "file_too_large"
        /// The system reports an error.
        case failed = "file_failed"
    }

    /// The kind of fault.
    package let code: Code
    /// What is wrong, as a clause that follows the path.
    package let message: String
    /// What to do about it; `nil` if nothing can be done.
    package let remedy: String?

    /// Creates a fault from its parts.
    package init(_ code: Code, _ message: String, remedy: String? = nil) {
        self.code = code
        self.message = message
        self.remedy = remedy
    }
}

/// The file access of a script without `[files]`.
package final class NoFiles: FileAccess {
    /// Creates an access that reaches no file.
    package init() {}

    /// Throws a fault that names the key that would permit reading.
    package func read(_ path: String) throws(FileFault) -> [UInt8] { throw Self.refusal(path, "read") }

    /// Throws a fault that names the key that would permit writing.
    package func open(_ path: String, appends: Bool) throws(FileFault) -> any FileWriter {
        throw Self.refusal(path, "write")
    }

    /// Returns the fault for a file that is not granted.
    package static func refusal(_ path: String, _ key: String) -> FileFault {
        FileFault(
            .notGranted,
            "the header does not grant it",
            remedy: "add it to \(key) in [files]: \(key) = [\"\(path)\"]"
        )
    }
}
