internal import Glibc
internal import NIOCore
internal import ScriptHeader
internal import ScriptHost
internal import Synchronization
internal import TWSSession

/// `ibscript doctor`: checks whether this machine can trade, and says what to click if it cannot.
package enum Doctor {
    /// The options of the command.
    package struct Options: Sendable {
        /// Whether to try the ports of a live login.
        package var isLive: Bool
        /// The host of TWS; `nil` for the user's setting, or else this machine.
        package var host: String?
        /// The port of TWS; `nil` for the user's setting, or else the usual ones.
        package var port: Int?
        /// The client ID.
        package var clientId: Int
        /// The symbols whose market data is checked.
        package var symbols: [String]
        /// The data folder; `nil` for the usual one.
        package var folder: String?
        /// Whether to print a JSON object for each finding.
        package var json: Bool

        /// Makes options from their parts.
        package init(
            isLive: Bool,
            host: String?,
            port: Int?,
            clientId: Int,
            symbols: [String],
            folder: String?,
            json: Bool
        ) {
            (self.isLive, self.host, self.port) = (isLive, host, port)
            (self.clientId, self.symbols, self.folder, self.json) = (clientId, symbols, folder, json)
        }
    }

    /// Checks the machine, and prints one line for each finding.
    ///
    /// - Returns: 0 if nothing is wrong, 5 if TWS cannot be reached, otherwise 4.
    package static func look(_ options: Options) -> Int32 {
        do throws(RunFailure) {
            let data = try DataFolder(option: options.folder)
            var run = RunOptions(scripts: [])
            run.target =
                options.isLive
                ? .live(host: options.host, port: options.port) : .paper(host: options.host, port: options.port)
            run = try run.filled(from: try .read(data))
            var facts = visit(run.endpoints, options)
            facts.lua = RuntimeFacts.luaVersion
            let look = DataRights.look(data)
            (facts.folder, facts.openFiles) = (look.folder, look.openFiles)
            for finding in facts.findings { print(finding, json: options.json) }
            return facts.exitCode
        } catch {
            StandardStream.error.writeLine("ibscript: \(error)")
            return error.status
        }
    }

    private static func visit(_ endpoints: [Endpoint], _ options: Options) -> DoctorFacts {
        let loop = ProcessLoop.shared
        let ended = loop.makePromise(of: Void.self)
        let found = loop.makePromise(of: DoctorFacts.self)
        loop.execute {
            let visit = DoctorVisit(
                endpoints,
                clientId: options.clientId,
                symbols: options.symbols,
                on: loop,
                ended: ended
            )
            let holder = NIOLoopBound(visit, eventLoop: loop)
            ended.futureResult.whenComplete { _ in found.succeed(holder.value.facts) }
            visit.begin()
        }
        return (try? found.futureResult.wait()) ?? DoctorFacts()
    }

    private static func print(_ finding: DoctorFinding, json: Bool) {
        guard json else {
            let mark =
                [.ok: "ok     ", .warning: "warning", .fault: "FAULT  ", .unknown: "?      "][finding.state] ?? ""
            StandardStream.output.writeLine("\(mark) \(finding.check): \(finding.text)")
            if !finding.remedy.isEmpty { StandardStream.output.writeLine("        -> \(finding.remedy)") }
            return
        }
        var line = JSONLine()
        line.add("check", finding.check)
        line.add("state", finding.state.rawValue)
        line.add("text", finding.text)
        line.add("remedy", finding.remedy.isEmpty ? nil : finding.remedy)
        StandardStream.output.write(line.text + "\n")
    }
}
