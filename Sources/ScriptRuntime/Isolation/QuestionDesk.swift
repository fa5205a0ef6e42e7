internal import Notation
internal import ScriptHost

/// Answers what a script's process asks for besides the trading desk: files, modules and time zones.
struct QuestionDesk {
    /// The files that its header names.
    let files: FileDesk
    /// The modules that it loads.
    let modules: any ModuleAccess

    /// Makes the access to these files and modules.
    init(files: any FileAccess, modules: any ModuleAccess) {
        self.files = FileDesk(files)
        self.modules = modules
    }

    /// Returns the answer to a question.
    func answer(_ kind: ScriptFrame, _ reader: inout ByteReader) throws(ByteReader.Malformed) -> ByteWriter {
        var writer = ByteWriter(RunFrame.answer)
        switch kind {
        case .zone:
            let name = try reader.text()
            writer.optional(ZoneDatabase.bytes(name)) { $0.block($1) }
        case .readFile:
            let path = try reader.text()
            writer.attempt { () throws(FileFault) in
                try files.read(path)
            } write: {
                $0.block($1)
            }
        case .openFile:
            let (path, appends) = (try reader.text(), try reader.flag())
            writer.attempt { () throws(FileFault) in
                try files.open(path, appends: appends)
            } write: {
                $0.integer($1.number)
                $0.optionalText($1.firstLine)
            }
        case .writeFile:
            let (number, bytes) = (try reader.integer(), try reader.block())
            writer.attempt { () throws(FileFault) in
                try files.write(number, bytes)
            } write: { _, _ in
            }
        case .closeFile:
            let number = try reader.integer()
            writer.attempt { () throws(FileFault) in
                try files.close(number)
            } write: { _, _ in
            }
        case .module:
            let name = try reader.text()
            writer.attempt { () throws(FileFault) in
                try modules.source(of: name)
            } write: {
                $0.block($1)
            }
        case .unmade, .effects, .done, .submit: throw ByteReader.Malformed("\(kind) is no question")
        }
        try reader.finish()
        return writer
    }
}

extension ByteWriter {
    /// Writes the result of an attempt, or the fault.
    fileprivate mutating func attempt<Value>(
        _ body: () throws(FileFault) -> Value,
        write: (inout ByteWriter, Value) -> Void
    ) {
        do throws(FileFault) {
            let value = try body()
            flag(true)
            write(&self, value)
        } catch {
            flag(false)
            text(error.code.rawValue)
            text(error.message)
            optionalText(error.remedy)
        }
    }
}
