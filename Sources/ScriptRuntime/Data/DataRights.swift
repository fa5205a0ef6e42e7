internal import Glibc

/// Who may read the data folder.
enum DataRights {
    /// Returns the folder's permissions, and its files that others may read or write; `nil` if there is no folder.
    static func look(_ data: DataFolder) -> (folder: (path: String, mode: Int)?, openFiles: [String]) {
        guard let mode = mode(of: data.path) else { return (nil, []) }
        var open: [String] = []
        look(below: data.path, depth: 0, &open)
        return ((data.path, mode), open)
    }

    private static func look(below path: String, depth: Int, _ open: inout [String]) {
        guard depth < 4, open.count < 20 else { return }
        for name in FolderMaker.names(in: path) {
            let file = "\(path)/\(name)"
            var facts = stat()
            guard lstat(file, &facts) == 0 else { continue }
            switch facts.st_mode & S_IFMT {
            case S_IFDIR: look(below: file, depth: depth + 1, &open)
            case S_IFREG where facts.st_mode & 0o077 != 0: open.append(file)
            default: break
            }
        }
    }

    /// Returns the permissions of a file or folder; `nil` if there is none.
    static func mode(of path: String) -> Int? {
        var facts = stat()
        return stat(path, &facts) == 0 ? Int(facts.st_mode & 0o777) : nil
    }
}
