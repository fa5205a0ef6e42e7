internal import FoundationEssentials
internal import Glibc
internal import LuaBridge
internal import NIOCore
internal import Notation
internal import ScriptHeader
internal import ScriptHost
internal import Trading

/// A script's source with its parsed header and its inputs.
struct LoadedScript {
    let source: String
    /// The source as in the file: invalid UTF-8 takes more room in ``source``.
    let bytes: [UInt8]
    let file: String
    /// The modules that it loads.
    let modules: ScriptModules
    /// The SHA-256 of the file's bytes, and of its modules' if it loads any, in hexadecimal.
    let sha256: String
    let header: ScriptHeader
    let resolved: ResolvedHeader
    /// The values of the header's inputs, as given.
    let inputs: [String: String]
    /// The canonical path of the file, if it cannot be asked for; otherwise `nil`.
    var place: String?

    /// The symbol that it trades; `nil` if its header names none, or several.
    var onlySymbol: String? {
        guard let symbols = resolved.permissions?.symbols, symbols.count == 1 else { return nil }
        return symbols.first
    }

    /// Returns the error for a file that could not be read.
    static func unreadable(_ file: String) -> RunFailure {
        let exists = FileManager.default.fileExists(atPath: file)
        return RunFailure(ExitStatus.malformed, "\(file): \(exists ? "cannot be read" : "no such file")")
    }

    /// Reads a script from its file, from standard input, or from the command line; errors are for the user and carry
    /// the exit code.
    static func load(_ script: RunOptions.Script, inputs: InputTexts) throws -> LoadedScript {
        let isPiped = script.file == RunOptions.Script.standardInput
        let file = isPiped ? "stdin.lua" : script.file
        let data: Data
        if let text = script.text {
            data = Data(text.utf8)
        } else if isPiped {
            data = Data(readAll(STDIN_FILENO, atMost: ScriptHeader.longestSource + 1))
        } else {
            guard let contents = FileManager.default.contents(atPath: file) else { throw unreadable(file) }
            data = contents
        }
        let loaded: LoadedScript
        do {
            let header = try ScriptHeader.parse(source: [UInt8](data), file: file)
            let texts = try inputs.texts(for: header)
            let resolved = try header.resolve(inputs: texts)
            let modules = ScriptModules(of: [UInt8](data), in: folder(of: file))
            loaded = LoadedScript(
                source: String(decoding: data, as: UTF8.self),
                bytes: [UInt8](data),
                file: file,
                modules: modules,
                sha256: modules.sha256(with: [UInt8](data)),
                header: header,
                resolved: resolved,
                inputs: texts
            )
        } catch let error as HeaderError {
            throw RunFailure(error.isUsage ? ExitStatus.usage : ExitStatus.malformed, error.description)
        }
        if let reason = loaded.header.timezone.flatMap(fault(ofZone:)) {
            throw RunFailure(ExitStatus.malformed, "\(file): \(reason)")
        }
        return loaded
    }

    /// Returns why a header may not name a time zone; `nil` if it may.
    static func fault(ofZone zone: String) -> String? {
        ZoneDatabase.rules(zone) == nil ? "timezone: \(zone): the system does not know this time zone" : nil
    }

    /// Reads a descriptor up to its end, but not more than so many bytes.
    private static func readAll(_ descriptor: Int32, atMost most: Int) -> [UInt8] {
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 64 << 10)
        while bytes.count < most {
            let count = read(descriptor, &chunk, min(chunk.count, most - bytes.count))
            guard count > 0 else { break }
            bytes += chunk[..<count]
        }
        return bytes
    }
}

extension LoadedScript {
    /// Reads a file without values for its inputs: to be shown, not to be run.
    static func look(at file: String) throws -> LoadedScript {
        guard let data = FileManager.default.contents(atPath: file) else { throw unreadable(file) }
        do throws(HeaderError) {
            let header = try ScriptHeader.parse(source: [UInt8](data), file: file)
            let modules = ScriptModules(of: [UInt8](data), in: folder(of: file))
            return LoadedScript(
                source: String(decoding: data, as: UTF8.self),
                bytes: [UInt8](data),
                file: file,
                modules: modules,
                sha256: modules.sha256(with: [UInt8](data)),
                header: header,
                resolved: ResolvedHeader(unfilled: header),
                inputs: [:]
            )
        } catch {
            throw RunFailure(ExitStatus.malformed, error.description)
        }
    }

    /// The script's name: from its header, or else from its file.
    var name: String { header.name }

    /// The canonical path of the file.
    private var canonicalPath: String {
        if let place { return place }
        guard let path = realpath(file, nil) else { return file }
        defer { free(path) }
        return String(cString: path)
    }

    /// Returns the configuration of its session.
    ///
    /// - Parameter zone: The user's zone, for functions that take a time of day if the header names none.
    func configuration(
        _ mode: ScriptConfiguration.Mode,
        seed: Int,
        run: String,
        zone: String? = nil
    ) -> ScriptConfiguration {
        ScriptConfiguration(
            mode: mode,
            header: resolved,
            seed: seed,
            run: run,
            zones: ZoneDatabase.source(header.timezone ?? zone)
        )
    }

    /// The files that its header names.
    var files: any FileAccess { GrantedFiles(folder: Self.folder(of: file), grant: header.files) }

    /// Returns the folder below which the files of a script are.
    static func folder(of file: String) -> String { file.lastIndex(of: "/").map { String(file[..<$0]) } ?? "." }

    /// Returns what the desk knows about it.
    func seat(_ mode: ScriptConfiguration.Mode, run: String) -> ScriptSeat {
        ScriptSeat(
            name: name,
            file: canonicalPath,
            gate: RiskGate(
                permissions: resolved.permissions,
                headerReplacesDefaults: mode == .simulator,
                defaults: mode == .live ? .live : .paper,
                reading: header.reading
            ),
            run: run,
            onStop: resolved.permissions?.onStop ?? .leave
        )
    }

    /// Makes its session in a process of its own.
    func isolated(
        _ process: ScriptProcess,
        _ configuration: ScriptConfiguration,
        _ desk: any DeskAccess,
        _ clock: any RunClock,
        zone: String? = nil,
        recorder: ScriptRecorder? = nil
    ) -> IsolatedScript {
        IsolatedScript(
            process,
            ScriptRecipe(self, configuration, zone: zone),
            budget: header.budget,
            desk: desk,
            files: files,
            modules: modules.access,
            recorder: recorder,
            signal: clock.signal
        )
    }

    /// Makes a script in a locked-down process, from what its run has sent. Its modules stay with the run.
    init(_ recipe: ScriptRecipe) throws(HeaderError) {
        let header = try ScriptHeader.parse(source: recipe.source, file: recipe.file)
        self.init(
            source: String(decoding: recipe.source, as: UTF8.self),
            bytes: recipe.source,
            file: recipe.file,
            modules: ScriptModules(of: [], in: ""),
            sha256: "",
            header: header,
            resolved: try header.resolve(inputs: recipe.inputs),
            inputs: recipe.inputs,
            place: recipe.file
        )
    }

    /// Makes its session in a locked-down process that is not the script's alone; the run has its files and modules.
    /// Waiting for them costs the script no time.
    func session(
        _ configuration: ScriptConfiguration,
        _ desk: any DeskAccess,
        over pair: ChildPair,
        _ files: ChildFiles
    ) throws(ScriptError) -> ScriptSession {
        try ScriptSession(
            source: source,
            file: file,
            configuration: configuration,
            access: desk,
            files: files,
            modules: files,
            elapsed: { PairPatience.now &- pair.waited }
        )
    }

    /// Makes its session, with its access to the desk.
    func session(_ configuration: ScriptConfiguration, _ desk: any DeskAccess) throws(ScriptError) -> ScriptSession {
        try ScriptSession(
            source: source,
            file: file,
            configuration: configuration,
            access: desk,
            files: files,
            modules: modules.access,
            elapsed: { NIODeadline.now().uptimeNanoseconds }
        )
    }
}

/// Why a command ends before its work has begun: a line for the user and the exit code.
package struct RunFailure: Error, CustomStringConvertible, Sendable {
    /// The exit code.
    package let status: Int32
    /// What happened, where, and what to do next.
    package let description: String

    init(_ status: Int32, _ description: String) {
        self.status = status
        self.description = description
    }
}
