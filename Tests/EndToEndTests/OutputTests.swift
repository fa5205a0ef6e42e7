import Foundation
import Glibc
import Testing

/// What becomes of a run's output when nobody takes it.
@Suite("Output")
struct OutputTests {
    @Test("a signal ends a run whose reader has stalled")
    func stalled() throws {
        // More than a pipe holds, and less than a script may print.
        try withScript(#"log("begun") for i = 1, 500 do print(("x"):rep(1000)) end"#) { path in
            let process = Program.process()
            process.executableURL = Program.binary
            process.arguments = [path]
            let (output, errors) = (Pipe(), Pipe())
            (process.standardOutput, process.standardError) = (output, errors)
            try process.run()
            let watchdog = DispatchWorkItem { kill(process.processIdentifier, SIGKILL) }
            DispatchQueue.global().asyncAfter(deadline: .now() + 30, execute: watchdog)
            var line = ""
            repeat {
                line = errors.fileHandleForReading.readFirstLine()
            } while !line.isEmpty && !line.hasSuffix(" begun")
            #expect(line.hasSuffix(" begun"))
            process.terminate()
            process.waitUntilExit()
            watchdog.cancel()
            #expect(process.terminationReason == .exit)
            #expect(output.fileHandleForReading.readDataToEndOfFile().count < 500_000)
        }
    }

    @Test("output that cannot be written ends a run with 1")
    func fullDisk() throws {
        try withScript(#"print("x")"#) { path in
            let process = Program.process()
            process.executableURL = Program.binary
            process.arguments = [path]
            let errors = Pipe()
            process.standardOutput = try FileHandle(forWritingTo: URL(fileURLWithPath: "/dev/full"))
            process.standardError = errors
            try process.run()
            let shown = String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
            process.waitUntilExit()
            #expect(process.terminationStatus == 1)
            #expect(
                shown.split(separator: "\n").count {
                    $0.hasSuffix("ibscript: cannot write the output: No space left on device")
                } == 1,
                "\(shown)"
            )
            #expect(shown.hasSuffix(" ended: finished\n"), "\(shown)")
        }
    }
}
