internal import LuaBridge
internal import Notation
internal import ScriptHeader

/// `read`, `lines`, `read_csv`, `csv` and `json`, limited to what `[files]` in the header names.
enum FileFunctions {
    static let entries: [HostEntry] = [
        HostEntry("read") { session, frame in
            let path = try path(frame, "read")
            let bytes = try bytes(path, session, "read")
            frame.charge(bytes.count / 16)
            frame.results.push(bytes: bytes)
            return .returned
        },
        HostEntry("lines") { session, frame in
            let path = try path(frame, "lines")
            let bytes = try bytes(path, session, "lines")
            frame.charge(bytes.count / 16)
            return .value(.object(FileLines(bytes)))
        },
        HostEntry("read_csv", readCSV),
        HostEntry("csv") { session, frame in
            let columns = try columns(of: try frame.value(2))
            let file = try writer(session, frame, options: 3, "csv")
            return .value(.object(try CSVFile(file, columns, session: session)))
        },
        HostEntry("json") { session, frame in
            .value(.object(JSONFile(try writer(session, frame, options: 2, "json"), session: session)))
        },
    ]

    /// Returns the error that a script sees.
    static func raise(_ fault: FileFault, _ path: String, _ function: String) -> LuaRaise {
        LuaRaise(
            code: .name(fault.code.rawValue),
            message: "\(function): \(ShownText.quoted(path)): \(fault.message)",
            remedy: fault.remedy
        )
    }

    private static func path(_ frame: borrowing LuaFrame, _ function: String) throws(LuaRaise) -> String {
        guard let path = frame.string(1) else {
            throw LuaRaise(message: "\(function): expected a path, got \(frame.typeName(1))")
        }
        return path
    }

    private static func bytes(_ path: String, _ session: ScriptSession, _ function: String) throws(LuaRaise) -> [UInt8]
    {
        do throws(FileFault) {
            return try session.files.read(path)
        } catch {
            throw raise(error, path, function)
        }
    }

    /// Returns the names in a list of columns.
    static func columns(of value: LuaValue) throws(LuaRaise) -> [String] {
        guard case .array(let names) = value, !names.isEmpty else {
            throw LuaRaise(
                message: "csv: columns: expected a list of names",
                remedy: #"csv("out.csv", {"time", "close"})"#
            )
        }
        var columns: [String] = []
        for name in names {
            guard case .string(let text) = name else {
                throw LuaRaise(message: "csv: columns: expected a name, got \(name.kind)")
            }
            guard !columns.contains(text) else { throw LuaRaise(message: "csv: columns: \(text) is named twice") }
            columns.append(text)
        }
        return columns
    }

    /// Opens the file that the first argument names, or stdout if it is nil.
    private static func writer(
        _ session: ScriptSession,
        _ frame: borrowing LuaFrame,
        options: Int,
        _ function: String
    ) throws(LuaRaise) -> DataFile {
        guard !frame.isNil(1) else {
            guard session.configuration.header?.header.writesToStdout == true else {
                throw LuaRaise(
                    code: .name(FileFault.Code.notGranted.rawValue),
                    message: "\(function): \(FileGrant.noOutput.reason)",
                    remedy: FileGrant.noOutput.remedy
                )
            }
            return DataFile(path: nil, writer: nil)
        }
        let path = try path(frame, function)
        var appends = false
        for (key, value) in try frame.entries(options) {
            guard key == "append" else {
                throw Members.unknown(key, of: "\(function): options", among: ["append"])
            }
            guard case .bool(let flag) = value else {
                throw LuaRaise(message: "\(function): append: expected true or false, got \(value.kind)")
            }
            appends = flag
        }
        let file: DataFile
        do throws(FileFault) {
            file = DataFile(path: path, writer: try session.files.open(path, appends: appends))
        } catch {
            throw raise(error, path, function)
        }
        try session.openFiles.add(file, function)
        return file
    }

    /// `read_csv(path)`: a list of rows, each with its fields by the names in the first row; numeric fields become
    /// numbers.
    private static func readCSV(_ session: ScriptSession, _ frame: borrowing LuaFrame) throws -> HostResult {
        let path = try path(frame, "read_csv")
        let bytes = try bytes(path, session, "read_csv")
        let rows: [[String]]
        do throws(CSVText.Malformed) {
            rows = try CSVText.rows(bytes)
        } catch {
            throw LuaRaise(message: "read_csv: \(ShownText.of(path)):\(error)")
        }
        frame.charge(bytes.count / 4)
        guard let names = rows.first else { return .value(.array([])) }
        for (place, row) in rows.enumerated().dropFirst() where row.count != names.count {
            throw LuaRaise(
                message:
                    "read_csv: \(ShownText.of(path)): row \(place) has \(row.count) fields, "
                    + "there are \(names.count) columns"
            )
        }
        frame.results.pushArray(count: rows.count - 1) { place in
            frame.results.push(.table(zip(names, rows[place + 1]).map { ($0, value($1)) }.filter { $0.1 != .nil }))
        }
        return .returned
    }

    /// Returns the value of a field: a number if it is written as one; an empty field is absent.
    private static func value(_ field: String) -> LuaValue {
        guard let first = field.utf8.first else { return .nil }
        guard first < UInt8(ascii: "A") else { return .string(field) }
        if let whole = Int(field) { return .integer(whole) }
        return Double(field).map(LuaValue.number) ?? .string(field)
    }
}
