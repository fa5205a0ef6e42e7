internal import CSQLite
internal import Glibc

extension StoreError {
    /// Runs an operation on a file; every error names the file and a remedy.
    ///
    /// - Parameter otherwise: The code of errors for which SQLite has no more specific one.
    static func naming<Result>(
        _ path: String,
        _ otherwise: Code,
        _ body: () throws -> Result
    ) throws(StoreError) -> Result {
        do {
            return try body()
        } catch let error as StoreError {
            throw error
        } catch let error as SQLiteError {
            throw StoreError(error, path, otherwise)
        } catch {
            throw StoreError(otherwise, "\(path): \(error)", remedy: remedy(otherwise))
        }
    }

    /// Returns the error for a file that is not one of ours.
    static func foreign(_ path: String, asked kind: String = "file of the simulator") -> StoreError {
        StoreError(
            .foreign,
            "\(path) is not a \(kind)",
            remedy: "name another file; this one is left as it is"
        )
    }

    /// Creates an error from a failed system call, named by `errno`.
    init(calling verb: String, _ path: String, _ code: Code) {
        self.init(code, "\(path): \(verb): \(String(cString: strerror(errno)))", remedy: Self.remedy(code))
    }

    private init(_ error: SQLiteError, _ path: String, _ otherwise: Code) {
        switch error.code {
        case SQLITE_BUSY, SQLITE_LOCKED:
            self.init(
                .inUse,
                "\(path) is in use by another process",
                remedy: "stop that one first, or name another file"
            )
        case SQLITE_NOTADB:
            self = .foreign(path)
        case SQLITE_CORRUPT:
            self.init(.damaged, "\(path) is damaged: \(error.message)", remedy: Self.remedy(.damaged))
        case SQLITE_CANTOPEN, SQLITE_PERM:
            self.init(.cannotOpen, "\(path) cannot be opened: \(error.message)", remedy: Self.remedy(.cannotOpen))
        default:
            self.init(otherwise, "\(path): \(error.message)", remedy: Self.remedy(otherwise))
        }
    }

    private static func remedy(_ code: Code) -> String {
        switch code {
        case .damaged: "restore a copy, or move it away to start again"
        case .cannotWrite: "look for room and permission there, then start again: the file holds all that was confirmed"
        default: "name a file in a folder that exists and can be written"
        }
    }
}
