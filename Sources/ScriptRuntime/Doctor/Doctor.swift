internal import Glibc
internal import NIOCore
internal import ScriptHeader
internal import ScriptHost
internal import Synchronization
internal import TWSSession

/// `ibscript doctor`: whether this machine can trade, and what to click where it cannot.
package enum Doctor {
    /// What was asked for.
    package struct Options: Sendable {
        /// Whether the ports of a live login are tried.
        package var isLive: Bool
        /// Host of TWS; `nil` is the user's setting, else this machine.
        package var host: String?
        /// Port of TWS; `nil` is the user's setting, else the usual ones.
        package var port: Int?
        /// This client's number.
        package var clientId: Int
        /// Symbols whose market data is looked at.
        package var symbols: [String]
        /// The folder for data; `nil` is the usual one.
        package var folder: String?
        /// Whether a JSON object is printed for each finding.
        package var json: Bool

        /// Options from their parts.
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

    /// Looks, and prints one line for each finding.
    ///
    /// - Returns: 0 where nothing is wrong, 5 where TWS is not reached, else 4.
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
