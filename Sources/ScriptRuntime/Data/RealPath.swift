internal import Glibc

/// The canonical path of a file or folder, however it was named and from whichever folder: a run and the kill switch
/// must agree on where the books are.
enum RealPath {
    /// Returns the canonical path, the end of which need not exist yet.
    static func of(_ path: String) -> String {
        var (head, tail) = (path.hasPrefix("/") ? path : "\(folder)/\(path)", [Substring]())
        while true {
            if let real = realpath(head.isEmpty ? "/" : head, nil) {
                defer { free(real) }
                let found = String(cString: real)
                return tail.isEmpty ? found : (found == "/" ? "" : found) + "/" + joined(tail)
            }
            guard let end = head.lastIndex(of: "/") else { return path }
            tail.insert(head[head.index(after: end)...], at: 0)
            head = String(head[..<end])
        }
    }

    private static var folder: String {
        guard let text = getcwd(nil, 0) else { return "" }
        defer { free(text) }
        return String(cString: text)
    }

    /// Joins parts none of which exists, so that none is a link.
    private static func joined(_ parts: [Substring]) -> String {
        var kept: [Substring] = []
        for part in parts where !part.isEmpty && part != "." {
            if part == "..", !kept.isEmpty { kept.removeLast() } else { kept.append(part) }
        }
        return kept.joined(separator: "/")
    }
}
