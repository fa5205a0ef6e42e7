internal import Glibc
internal import NIOCore
internal import ScriptHost
internal import Store

/// `ibscript sim`: serves a simulated TWS on a socket.
package enum SimulatorRunner {
    /// Serves until a signal comes.
    ///
    /// - Returns: The exit code: 0 after SIGTERM or SIGINT, 5 if the port cannot be used, 65 if the file of the state
    ///   or of the course cannot be used.
    package static func run(_ options: SimulatorOptions) async -> Int32 {
        let loop = ProcessLoop.shared
        let ended = loop.makePromise(of: Int32.self)
        Signals.whenInterrupted {
            ended.succeed(ExitStatus.success)
        } again: { signal in
            // A supervisor may send SIGTERM twice; a user who presses Ctrl-C again does not want to wait.
            if signal == SIGINT { exit(ExitStatus.interrupted) }
        }
        let service = SimulatorService(options, on: loop) { error in ended.fail(error) }
        do {
            let port = try await service.start()
            StandardStream.output.write("listening on \(options.address):\(port)\n")
            await service.showBoard()
            let status = try await ended.futureResult.get()
            await service.stop()
            return status
        } catch is CancellationError {
            return ExitStatus.success
        } catch {
            let status =
                (error as? RunFailure)?.status ?? (error is StoreError ? ExitStatus.malformed : ExitStatus.connection)
            ended.succeed(status)
            StandardStream.error.writeLine("ibscript: \(error)")
            return status
        }
    }
}
