import Foundation

/// The built `ibscript` binary and what stands beside it.
enum Program {
    /// The package's root folder.
    static let root = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    /// The binary of the build that runs the tests.
    static let binary: URL = {
        var folder = URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent()
        if let bundle = Bundle.allBundles.first(where: { $0.bundlePath.hasSuffix(".xctest") }) {
            folder = bundle.bundleURL.deletingLastPathComponent()
        }
        return folder.appendingPathComponent("ibscript")
    }()

    /// The interpreter of a virtual environment that `dev/make-python.sh` made.
    static func python(_ environment: String) -> URL {
        root.appendingPathComponent(".build/python/\(environment)/bin/python")
    }

    /// A script of the `scripts` folder.
    static func script(_ name: String) -> String {
        root.appendingPathComponent("scripts/\(name)").path
    }

    /// Folders for data of this test process, removed with it.
    private static let dataFolders: URL = {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("ibscript-tests-\(getpid())")
        atexit { try? FileManager.default.removeItem(at: Program.dataFolders) }
        return folder
    }()

    /// A data folder of its own, whose limits are wide: most tests are of other things.
    static func dataFolder() -> String {
        let folder = dataFolders.appendingPathComponent("\(UUID())")
        widen(folder)
        return folder.path
    }

    /// The account of the simulators that tests start.
    static let account = "DU1234567"

    /// Accounts of the embedded simulator with the seeds 1 and 2.
    private static let embeddedAccounts = ["DU3934872", "DU6574373"]

    /// Writes limits for the simulators' accounts that no test reaches by accident.
    static func widen(_ data: URL) {
        let limits = data.appendingPathComponent("limits")
        let text = """
            sec_types = ["STK", "ETF", "CASH", "OPT", "FUT", "FOP", "BAG", "IND", "CRYPTO", "CFD", "BOND"]
            tifs = ["DAY", "GTC", "IOC", "FOK", "GTD", "OPG"]
            max_order_notional = 1000000000000
            max_position = 1000000000000
            max_open_orders = 1000000
            max_open_orders_per_side = 1000000
            max_orders_per_second = 1000000
            max_orders_per_day = 100000000
            max_repeats = 1000000
            max_gross_per_day = 1000000000000000
            max_refusals_per_minute = 1000000
            price_collar = 0
            short = true
            """
        let rights = [FileAttributeKey.posixPermissions: 0o700]
        try? FileManager.default.createDirectory(at: limits, withIntermediateDirectories: true, attributes: rights)
        for account in [account] + embeddedAccounts {
            _ = FileManager.default.createFile(
                atPath: limits.appendingPathComponent("\(account).toml").path,
                contents: Data(text.utf8),
                attributes: [.posixPermissions: 0o600]
            )
        }
    }

    /// A process that has not begun, whose usual data folder is one of its own.
    static func process() -> Process {
        let process = Process()
        var environment = ProcessInfo.processInfo.environment
        let folder = dataFolders.appendingPathComponent("\(UUID())")
        widen(folder.appendingPathComponent("ibscript"))
        environment["XDG_STATE_HOME"] = folder.path
        process.environment = environment
        return process
    }

    /// A Python program beside the tests.
    static func client(_ name: String) -> String {
        root.appendingPathComponent("Tests/EndToEndTests/Clients/\(name)").path
    }
}

/// What a finished process left behind.
struct Finished {
    let status: Int32
    let output: String
    let errors: String
}

/// Runs a program to its end; it is ended by force after `deadline` seconds.
func run(
    _ program: URL,
    _ arguments: [String],
    input: String? = nil,
    state folder: URL? = nil,
    deadline: Double = 180
) throws -> Finished {
    let process = Program.process()
    if let folder { process.environment?["XDG_STATE_HOME"] = folder.path }
    process.executableURL = program
    process.arguments = arguments
    let output = Pipe()
    let errors = Pipe()
    process.standardOutput = output
    process.standardError = errors
    let source = input.map { _ in Pipe() }
    process.standardInput = source ?? FileHandle.nullDevice
    try process.run()
    if let input, let source {
        source.fileHandleForWriting.write(Data(input.utf8))
        try source.fileHandleForWriting.close()
    }
    // It stays in its queue until the deadline, cancelled or not, and must not keep the pipes of a thousand runs open.
    let watchdog = DispatchWorkItem { [weak process] in
        if let process, process.isRunning { kill(process.processIdentifier, SIGKILL) }
    }
    DispatchQueue.global().asyncAfter(deadline: .now() + deadline, execute: watchdog)
    let collector = Collector(errors.fileHandleForReading)
    let data = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    watchdog.cancel()
    return Finished(
        status: process.terminationReason == .exit ? process.terminationStatus : -process.terminationStatus,
        output: String(decoding: data, as: UTF8.self),
        errors: collector.text()
    )
}

/// Reads a handle to its end on a thread of its own, so that no pipe fills up.
private struct Collector {
    private let done = DispatchSemaphore(value: 0)
    private let data = LockedData()

    init(_ handle: FileHandle) {
        let descriptor = handle.fileDescriptor
        let done = done
        let data = data
        Thread.detachNewThread {
            data.set(FileHandle(fileDescriptor: descriptor, closeOnDealloc: false).readDataToEndOfFile())
            done.signal()
        }
    }

    func text() -> String {
        done.wait()
        return String(decoding: data.get(), as: UTF8.self)
    }
}
