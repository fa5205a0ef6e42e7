internal import LuaBridge
internal import Notation

/// The destination of a script's data: a file or stdout.
final class DataFile {
    /// The file's path; `nil` for stdout.
    let path: String?
    private let writer: (any FileWriter)?
    /// Whether it is closed for writing.
    private(set) var isClosed = false

    init(path: String?, writer: (any FileWriter)?) {
        self.path = path
        self.writer = writer
    }

    /// The first line of a file that is appended to; `nil` for a new or empty file.
    var firstLine: String? { writer?.firstLine }

    /// Writes one line and adds the line feed.
    func write(_ line: String, _ session: ScriptSession, _ function: String) throws(LuaRaise) {
        guard !isClosed else { throw LuaRaise(message: "\(function): it is closed") }
        guard let writer else { return session.emit(.output(.data(line))) }
        do throws(FileFault) {
            try writer.write(Array(line.utf8) + [0x0A])
        } catch {
            throw FileFunctions.raise(error, path ?? "", function)
        }
    }

    /// Closes the file; closing it again is not an error.
    func close(_ function: String) throws(LuaRaise) {
        guard !isClosed else { return }
        isClosed = true
        do throws(FileFault) {
            try writer?.close()
        } catch {
            throw FileFunctions.raise(error, path ?? "", function)
        }
    }
}

/// A script's open files: those still open are closed when the script ends normally.
final class OpenFiles {
    /// The largest number of files open at a time.
    private static let most = 100

    private var files: [DataFile] = []

    /// Adds a file.
    func add(_ file: DataFile, _ function: String) throws(LuaRaise) {
        files.removeAll(where: \.isClosed)
        guard files.count < Self.most else {
            throw LuaRaise(message: "\(function): \(Self.most) files are open", remedy: "close those that are written")
        }
        files.append(file)
    }

    /// Closes all files; returns what went wrong.
    func closeAll() -> [String] {
        defer { files = [] }
        return files.compactMap { file in
            do throws(LuaRaise) {
                try file.close("close")
                return nil
            } catch {
                return error.message
            }
        }
    }
}

/// The result of `csv`: `:row{…}` by position or by name, `:close()`.
final class CSVFile: LuaObject {
    private let file: DataFile
    private let columns: [String]
    private unowned let session: ScriptSession

    /// Writes the column names unless the file already has them.
    init(_ file: DataFile, _ columns: [String], session: ScriptSession) throws(LuaRaise) {
        self.file = file
        self.columns = columns
        self.session = session
        let header = CSVText.row(columns)
        guard let first = file.firstLine else {
            try file.write(header, session, "csv")
            return
        }
        guard first == header else {
            throw LuaRaise(
                message: "csv: \(ShownText.of(file.path ?? "")) has other columns: \(ShownText.of(first))",
                remedy: "write to another file, or name its columns"
            )
        }
    }

    static func describe() -> LuaClass<CSVFile> {
        var description: LuaClass<CSVFile> = Members.of("csv")
        description.method("row") { csv, frame in
            try csv.row(frame)
            return .returned
        }
        description.method("close") { csv, _ in
            try csv.file.close("csv")
            return .returned
        }
        return description
    }

    private func row(_ frame: borrowing LuaFrame) throws(LuaRaise) {
        guard frame.typeName(1) == "table" else {
            throw LuaRaise(
                message: "csv: row: expected a table, got a \(frame.typeName(1))",
                remedy: "out:row{…} by position or by name"
            )
        }
        let line = CSVText.row(try Self.fields(of: try frame.entries(1), columns))
        frame.charge(line.utf8.count / 16)
        try file.write(line, session, "csv")
    }

    /// Returns the fields of a row in the order of the columns.
    static func fields(
        of entries: [(key: String, value: LuaValue)],
        _ columns: [String]
    ) throws(LuaRaise) -> [String] {
        var fields = [String](repeating: "", count: columns.count)
        for (key, value) in entries {
            let place = Int(key).map { $0 &- 1 } ?? columns.firstIndex(of: key)
            guard let place, fields.indices.contains(place) else {
                throw LuaRaise(
                    message: Int(key) == nil
                        ? Members.unknown(key, of: "csv: row", among: columns).message
                        : "csv: row: field \(ShownText.of(key)), but there are \(columns.count) columns"
                )
            }
            guard let text = text(value) else {
                throw LuaRaise(message: "csv: row.\(columns[place]): \(value.kind) cannot be written")
            }
            fields[place] = text
        }
        return fields
    }

    /// Returns the text of a value in the file; NaN and infinity are left out.
    private static func text(_ value: LuaValue) -> String? {
        switch value {
        case .nil: ""
        case .bool(let flag): flag ? "true" : "false"
        case .integer(let number): "\(number)"
        case .number(let number): !number.isFinite ? "" : Int(exactly: number).map { "\($0)" } ?? "\(number)"
        case .string(let text): text
        default: nil
        }
    }
}

/// The result of `json`: `:write(value)` writes one line of JSON, `:close()`.
final class JSONFile: LuaObject {
    private let file: DataFile
    private unowned let session: ScriptSession

    init(_ file: DataFile, session: ScriptSession) {
        self.file = file
        self.session = session
    }

    static func describe() -> LuaClass<JSONFile> {
        var description: LuaClass<JSONFile> = Members.of("json")
        description.method("write") { json, frame in
            let line = try JSONValue.text(try frame.value(1))
            frame.charge(line.utf8.count / 16)
            try json.file.write(line, json.session, "json")
            return .returned
        }
        description.method("close") { json, _ in
            try json.file.close("json")
            return .returned
        }
        return description
    }
}

/// Values of a script as JSON.
enum JSONValue {
    /// Returns the text of a value: tables with the keys 1…n become lists, what JSON cannot express becomes null, and a
    /// host object becomes its text.
    static func text(_ value: LuaValue) throws(LuaRaise) -> String {
        switch value {
        case .nil: return "null"
        case .bool(let flag): return flag ? "true" : "false"
        case .integer(let number): return "\(number)"
        case .number(let number): return number.isFinite ? "\(number + 0)" : "null"
        case .string(let text): return EscapedText.json(text)
        case .array(let elements):
            var parts: [String] = []
            for element in elements { parts.append(try Self.text(element)) }
            return "[" + parts.joined(separator: ",") + "]"
        case .table(let entries):
            var parts: [String] = []
            for (key, value) in entries { parts.append(EscapedText.json(key) + ":" + (try Self.text(value))) }
            return "{" + parts.joined(separator: ",") + "}"
        case .object, .function: throw unwritable("\(value.kind)")
        }
    }

    /// The error for a value that JSON has not, by its kind.
    static func unwritable(_ kind: String) -> LuaRaise { LuaRaise(message: "json: \(kind) cannot be written") }
}

/// The result of `lines`: each call returns the next line without its end, and nil after the last.
final class FileLines: LuaObject {
    private let bytes: [UInt8]
    private var place = 0

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    static func describe() -> LuaClass<FileLines> {
        var description: LuaClass<FileLines> = Members.of("lines")
        description.call = { lines, frame in
            guard let line = lines.next() else { return .value(.nil) }
            frame.results.push(bytes: line)
            return .returned
        }
        return description
    }

    private func next() -> [UInt8]? {
        guard place < bytes.count else { return nil }
        let end = bytes[place...].firstIndex(of: 0x0A) ?? bytes.count
        var line = bytes[place..<end]
        if line.last == 0x0D { line.removeLast() }
        place = end + 1
        return Array(line)
    }
}
