internal import CivilTime
internal import ScriptCheck
internal import Trading

extension ScriptHeader {
    /// The only version of the language.
    private static let api: Int64 = 1
    private static let keys = [
        "api", "name", "summary", "author", "version", "timezone", "inputs", "trade", "read", "budget", "files", "net",
    ]

    /// Parses the header of a script.
    ///
    /// - Parameters:
    ///   - source: The whole text of the script; at most 128 kB.
    ///   - file: Its file name, for positions in errors and for the script's name.
    /// - Returns: Defaults, with `isPresent` false, if the script has no header.
    /// - Throws: ``HeaderError`` with the line in the script.
    package static func parse(source: String, file: String) throws(HeaderError) -> ScriptHeader {
        try parse(source: Array(source.utf8), file: file)
    }

    /// Parses the header of a script from the bytes of its file, which need not be UTF-8 outside the header.
    package static func parse(source: [UInt8], file: String) throws(HeaderError) -> ScriptHeader {
        guard let comment = try HeaderComment.find(in: source, file: file) else { return ScriptHeader(without: file) }
        return try ScriptHeader(HeaderTable.parse(comment, file: file), line: comment.firstLine)
    }

    private init(without file: String) {
        self.file = file
        isPresent = false
        line = 1
        name = Self.name(of: file)
        (summary, author, version, timezone) = (nil, nil, nil, nil)
        inputs = []
        permissions = nil
        budget = .standard
        writesToStdout = false
        reading = ReadPermissions()
        files = FileGrant()
        (tradeLine, tradeKeyLines) = (nil, [:])
    }

    private init(_ root: HeaderTable, line: Int) throws(HeaderError) {
        try Self.checkApi(root)
        try root.allowOnly(Self.keys)
        file = root.file
        isPresent = true
        self.line = line
        name = try Self.name(root) ?? Self.name(of: root.file)
        summary = try root.text("summary", longest: 200)
        author = try root.text("author", longest: 100)
        version = try root.text("version", longest: 40)
        timezone = try root.text("timezone", longest: 64)
        if let timezone, !ZoneName.isValid(timezone) {
            throw root.failure(.invalidValue, "timezone", "must be a zone's name such as Europe/London")
        }
        let inputs = try InputDeclaration.readAll(root.table("inputs"))
        let trade = try root.table("trade")
        permissions = try trade.map { table throws(HeaderError) in try table.permissions(inputs: inputs) }
        tradeLine = trade?.line
        tradeKeyLines = trade?.keyLines ?? [:]
        self.inputs = inputs
        budget = try root.table("budget").map { table throws(HeaderError) in try ScriptBudget(table) } ?? .standard
        reading = try root.table("read").map { table throws(HeaderError) in try table.reading() } ?? .init()
        try Self.refuseNetwork(root)
        let files = try root.table("files")
        try files?.allowOnly(["read", "write", "stdout"])
        writesToStdout = try files?.boolean("stdout") ?? false
        self.files = try files?.fileGrant() ?? FileGrant()
    }

    private static func refuseNetwork(_ root: HeaderTable) throws(HeaderError) {
        guard root.entry("net") != nil else { return }
        throw root.failure(.invalidValue, "net", "a script of version 1 has no network; remove the table")
    }

    /// Checks the version before anything else: a header of a later version may have keys unknown to this one.
    private static func checkApi(_ root: HeaderTable) throws(HeaderError) {
        guard let entry = root.entry("api") else {
            throw root.failure(.missingKey, "api", "a header must say which language it is written for; add api = 1")
        }
        guard case .integer(let number) = entry.value else {
            throw root.failure(.wrongType, "api", "must be the number 1, not \(entry.value.type)")
        }
        guard number == api else {
            throw root.failure(
                .unsupportedApi,
                "api",
                "this program knows version 1, the script asks for \(number); update ibscript, or write api = 1"
            )
        }
    }

    private static func name(_ root: HeaderTable) throws(HeaderError) -> String? {
        guard let name = try root.text("name", longest: 64) else { return nil }
        let isLegal =
            !name.isEmpty
            && name.utf8.allSatisfy { LuaLexer.isLetter($0) || LuaLexer.isDigit($0) || $0 == UInt8(ascii: "-") }
        guard isLegal else { throw root.failure(.invalidValue, "name", "must be 1 to 64 of A-Z a-z 0-9 _ -") }
        return name
    }

    private static func name(of file: String) -> String {
        let last = file.split(separator: "/").last.map(String.init) ?? file
        return last.hasSuffix(".lua") && last.count > 4 ? String(last.dropLast(4)) : last
    }
}
