internal import Glibc
internal import ScriptHost
internal import Trading

/// `ibscript ps | stop | logs`: the runs on this machine.
package enum RunCommands {
    /// Lists the live runs.
    ///
    /// - Returns: The exit code.
    package static func list(dataFolder: String?, json: Bool) -> Int32 {
        guarded { () throws(RunFailure) in
            let data = try DataFolder(option: dataFolder)
            let rows = LiveRun.all(in: data).map { (run: $0, status: $0.ask(.status, in: data)) }
            if json {
                for row in rows { StandardStream.output.write(self.json(row.run, row.status) + "\n") }
            } else {
                for line in RunTable.lines(rows) { StandardStream.output.writeLine(line) }
            }
            return ExitStatus.success
        }
    }

    private static func json(_ run: LiveRun, _ status: RunStatus?) -> String {
        var line = JSONLine()
        line.add("run", run.name.text)
        line.add("pid", run.pid)
        line.add("mode", run.mode)
        line.add("scripts", texts: run.scripts)
        line.add("since", run.since)
        line.add("answers", status != nil)
        if let status { status.add(to: &line) }
        return line.text
    }

    /// Ends a run as Ctrl-C does, and waits for it.
    ///
    /// - Returns: The exit code: 64 for a run that is not alive, 1 for one that does not end within 10 s.
    package static func stop(_ name: String, dataFolder: String?) -> Int32 {
        guarded { () throws(RunFailure) in
            let data = try DataFolder(option: dataFolder)
            guard let run = try LiveRun.find(name, in: data) else { throw unknown(name) }
            guard let socket = try UnixSocket.connected(data.socket(run.name)),
                UnixSocket.write(ControlRequest.stop.line(), to: socket.descriptor),
                socket.readLine(patience: 3_000) != nil, socket.awaitEnd(patience: 10_000)
            else {
                throw RunFailure(
                    ExitStatus.scriptError,
                    "run \(run.name.text) does not end; once more ends it by force, or end process \(run.pid)"
                )
            }
            StandardStream.output.writeLine("run \(run.name.text) has ended")
            return ExitStatus.success
        }
    }

    private static func unknown(_ name: String) -> RunFailure {
        RunFailure(ExitStatus.notFound, "\(name): no run of this name or script is alive; ibscript ps lists them")
    }

    /// Shows the log of a run, live or ended.
    ///
    /// - Parameters:
    ///   - name: The run's name, a prefix of it, or one of its scripts.
    ///   - follows: Whether to follow the log until the run has ended.
    /// - Returns: The exit code: 1 for an unknown run.
    package static func logs(_ name: String, follows: Bool, dataFolder: String?) -> Int32 {
        guarded { () throws(RunFailure) in
            let data = try DataFolder(option: dataFolder)
            let runs = FolderMaker.names(in: data.runs).map { folder in
                let lock: String?? = RunName(folder).map { try? FolderMaker.text(data.run($0).lock) } ?? nil
                let holder = lock.flatMap(\.self).flatMap(FileLock.Holder.init)
                return RunWord.Candidate(name: folder, scripts: holder?.scriptNames ?? [])
            }
            guard let found = try RunWord(name).run(among: runs), let run = RunName(found) else {
                throw RunFailure(ExitStatus.notFound, "\(name): no such run in \(data.runs)")
            }
            LogReader(data.run(run)).show(follows: follows)
            return ExitStatus.success
        }
    }

    private static func guarded(_ body: () throws(RunFailure) -> Int32) -> Int32 {
        do throws(RunFailure) {
            return try body()
        } catch {
            StandardStream.error.writeLine("ibscript: \(error)")
            return error.status
        }
    }
}

/// The table of `ibscript ps`.
enum RunTable {
    private static let head = [
        "RUN", "PID", "ACCOUNT", "MODE", "ENTRIES", "SINCE", "ORDERS", "WORKING", "P&L", "SCRIPTS",
    ]

    static func lines(_ rows: [(run: LiveRun, status: RunStatus?)]) -> [String] {
        guard !rows.isEmpty else { return ["no run is alive"] }
        let table = [head] + rows.map { cells($0.run, $0.status) }
        let widths = head.indices.map { column in table.map { $0[column].count }.max() ?? 0 }
        return table.map { line($0, widths) }
    }

    /// The last column is not padded.
    private static func line(_ row: [String], _ widths: [Int]) -> String {
        var line = ""
        for (cell, width) in zip(row, widths).dropLast() {
            line += cell + String(repeating: " ", count: width - cell.count + 2)
        }
        return line + (row.last ?? "")
    }

    private static func cells(_ run: LiveRun, _ status: RunStatus?) -> [String] {
        let profits = status?.profits.map { "\(AmountText.amount($0.amount)) \($0.currency)" } ?? []
        return [
            run.name.text, "\(run.pid)", run.account.isEmpty ? "-" : run.account, run.mode,
            status?.level.word ?? "no answer", run.since, status.map { "\($0.orders)" } ?? "-",
            status.map { "\($0.working.count)" } ?? "-",
            profits.isEmpty ? "-" : profits.joined(separator: " "), run.scripts.joined(separator: ","),
        ]
    }
}

/// Shows a run's log.
private struct LogReader {
    private let folder: BookFolder

    init(_ folder: BookFolder) { self.folder = folder }

    func show(follows: Bool) {
        copy(folder.earlierLog)
        var file = open(folder.log, O_RDONLY | O_CLOEXEC)
        defer { if file >= 0 { close(file) } }
        copy(file)
        while follows, FileLock.isHeld(folder.lock) {
            poll(nil, 0, 100)
            copy(file)
            guard let next = reopened(file) else { continue }
            // What was written between the last read and the change is in the old file.
            copy(file)
            if file >= 0 { close(file) }
            file = next
        }
        copy(file)
    }

    /// Opens the log if it is another file than the one that is open.
    private func reopened(_ file: Int32) -> Int32? {
        let next = open(folder.log, O_RDONLY | O_CLOEXEC)
        guard next >= 0 else { return nil }
        var (old, new) = (stat(), stat())
        if file >= 0, fstat(file, &old) == 0, fstat(next, &new) == 0, old.st_ino == new.st_ino {
            close(next)
            return nil
        }
        return next
    }

    private func copy(_ path: String) {
        let file = open(path, O_RDONLY | O_CLOEXEC)
        copy(file)
        if file >= 0 { close(file) }
    }

    private func copy(_ file: Int32) {
        guard file >= 0 else { return }
        var bytes = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = read(file, &bytes, bytes.count)
            guard count > 0 else { return }
            StandardStream.output.write(Array(bytes[..<count]))
        }
    }
}
