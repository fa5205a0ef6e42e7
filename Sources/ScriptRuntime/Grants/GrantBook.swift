internal import Glibc
internal import ScriptHost

/// What the user has approved: scripts by the SHA-256 of their files, each for one account. Stored in
/// `grants/<account>.jsonl` of the data folder, one grant per line.
struct GrantBook: Sendable {
    /// An approval.
    struct Grant: Sendable {
        /// The SHA-256 of the script's file, and of the modules that it loads, in hexadecimal.
        var sha256: String
        /// The script's name.
        var name: String
        /// The file at the time of the approval, for display.
        var file: String
        /// The permissions.
        var sheet: PermissionSheet

        var text: String {
            var line = JSONLine()
            line.add("sha256", sha256)
            line.add("name", name)
            line.add("file", file)
            line.add("sheet", json: sheet.json)
            return line.text
        }
    }

    /// The account to which the grants apply.
    let account: String
    private(set) var grants: [Grant]
    private let path: String

    /// Reads the grants of an account.
    ///
    /// - Throws: ``RunFailure`` if the file cannot be read, or one of its lines is invalid.
    init(_ account: String, in data: DataFolder) throws(RunFailure) {
        self.account = account
        path = try data.grants(account)
        let text = try FolderMaker.text(path, most: 1 << 20) ?? ""
        var grants: [Grant] = []
        for (place, line) in text.split(separator: "\n").enumerated() {
            guard let grant = Grant(String(line)) else {
                throw RunFailure(ExitStatus.malformed, "\(path):\(place + 1): this is not a grant; remove the line")
            }
            grants.append(grant)
        }
        self.grants = grants
    }

    /// Returns the approval of exactly this script.
    func grant(_ sha256: String) -> Grant? { grants.last { $0.sha256 == sha256 } }

    /// Returns the latest approval of another version of the script.
    func earlier(_ name: String) -> Grant? { grants.last { $0.name == name } }

    /// Stores an approval.
    mutating func add(_ grant: Grant) throws(RunFailure) {
        grants.removeAll { $0.sha256 == grant.sha256 }
        grants.append(grant)
        try save()
    }

    /// Revokes approvals by the script's name or the first digits of its hash.
    ///
    /// - Returns: The revoked approvals.
    mutating func revoke(_ word: String) throws(RunFailure) -> [Grant] {
        let isHash = word.utf8.count >= 12
        let gone = grants.filter { $0.name == word || isHash && $0.sha256.hasPrefix(word.lowercased()) }
        guard !gone.isEmpty else { return [] }
        grants.removeAll { grant in gone.contains { $0.sha256 == grant.sha256 } }
        try save()
        return gone
    }

    private func save() throws(RunFailure) {
        if let end = path.lastIndex(of: "/") { try FolderMaker.make(String(path[..<end])) }
        try FolderMaker.replace(path, with: grants.map { $0.text + "\n" }.joined(), isDurable: true)
    }
}

extension GrantBook.Grant {
    /// Parses a line of the file.
    fileprivate init?(_ text: String) {
        guard let members = try? JSONText.object(text) else { return nil }
        let texts = JSONMembers(members)
        guard let sha256 = texts.text("sha256"), sha256.utf8.count == 64, let name = texts.text("name"),
            case .object(let sheet)? = members.first(where: { $0.key == "sheet" })?.value
        else { return nil }
        self.init(sha256: sha256, name: name, file: texts.text("file") ?? "", sheet: PermissionSheet(sheet))
    }
}
