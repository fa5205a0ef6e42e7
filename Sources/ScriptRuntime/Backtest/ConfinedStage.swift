internal import FoundationEssentials
internal import Notation
internal import Report
internal import ScriptHeader
internal import ScriptHost
internal import SimExchange

/// A locked-down process as the stage: data, exchange, desk and script are all in there.
///
/// The program keeps what needs a file or a terminal. What the process says before it has the script is taken as it is;
/// nothing after that is trusted.
final class ConfinedStage: BacktestStage {
    let assumptions: [String]
    private let options: BacktestOptions
    private let script: ReportedScript
    private let process: BacktestProcess
    private let questions: QuestionDesk
    private let times: ClosedRange<Double>
    private var output = RelayedOutput()

    /// Starts the process, lets it read the data and lock itself down, and only then gives it the script.
    init(_ loaded: LoadedScript, _ options: BacktestOptions) throws {
        self.options = options
        script = loaded.reported
        questions = QuestionDesk(files: loaded.files, modules: loaded.modules.access)
        process = try Self.process(loaded, options)
        var writer = ByteWriter(RunFrame.load)
        writer.block([UInt8](try JSONEncoder().encode(options)))
        try process.send(writer.frame())
        (times, assumptions) = try Self.ground(process)
        let run = RunIdentity.run(seed: options.seed, source: loaded.source, isSimulated: true)
        let configuration = loaded.configuration(.simulator, seed: options.seed, run: run)
        try process.send(ScriptRecipe(loaded, configuration, zone: nil).frame)
    }

    private static func process(_ script: LoadedScript, _ options: BacktestOptions) throws(RunFailure)
        -> BacktestProcess
    {
        var fences = try Isolation.availableFences(requiresAll: options.requiresSandbox)
        var arguments: [String] = []
        #if DEBUG
            if let trial = ScriptTrial.asked { (fences, arguments) = (fences & trial.fences, trial.arguments) }
        #endif
        return try BacktestProcess(
            program: options.program,
            fences: fences,
            bytes: script.header.budget.memoryMiB << 20,
            arguments: arguments
        )
    }

    /// Returns the range of the data and what the report says about it, once the process is locked down.
    private static func ground(_ process: BacktestProcess) throws -> (ClosedRange<Double>, [String]) {
        var reader = try process.next(isWorking: false)
        do {
            switch BacktestFrame(rawValue: try reader.tag()) {
            case .ready:
                let (start, end) = (try reader.double(), try reader.double())
                guard start <= end else { throw ByteReader.Malformed("a range from \(start) to \(end)") }
                return (start...end, try reader.list { reader throws(ByteReader.Malformed) in try reader.text() })
            case .refused: throw try Self.refusal(&reader)
            case .output, .screen, .progress, .hung, .result, nil: throw ByteReader.Malformed("it was not asked")
            }
        } catch let error as ByteReader.Malformed {
            throw process.failure(.garbled(error.description))
        }
    }

    /// Reads why something was impossible.
    private static func refusal(_ reader: inout ByteReader) throws(ByteReader.Malformed) -> RunFailure {
        let status = try reader.integer()
        guard 1...255 ~= status else { throw ByteReader.Malformed("an exit code of \(status)") }
        return RunFailure(Int32(status), try reader.text())
    }

    func run(_ profile: FillProfile, isHeard: Bool, _ title: String) throws -> BacktestRun.Outcome {
        var writer = ByteWriter(RunFrame.event)
        writer.text(profile.rawValue)
        writer.flag(isHeard)
        try process.send(writer.frame())
        var line = ProgressLine(title)
        defer { line.end() }
        // A file that was not closed stays as it was.
        defer { questions.files.closeAll() }
        do {
            while true {
                var reader = try process.next(isWorking: true)
                if let outcome = try take(&reader, profile, &line) { return outcome }
            }
        } catch let error as ByteReader.Malformed {
            throw process.failure(.garbled(error.description))
        }
    }

    /// Takes a frame of a run; returns the outcome if it is the last one.
    private func take(
        _ reader: inout ByteReader,
        _ profile: FillProfile,
        _ line: inout ProgressLine
    ) throws -> BacktestRun.Outcome? {
        let kind = try reader.tag()
        switch BacktestFrame(rawValue: kind) {
        case .output:
            let stream = try reader.tag()
            try output.write(try reader.block(), to: stream)
        case .screen: output.show(try reader.list { reader throws(ByteReader.Malformed) in try reader.text() })
        case .progress: line.tell(try reader.share())
        case .hung: throw process.failure(.hung)
        case .result: return try reader.outcome(of: snapshot(profile))
        case .refused: throw try Self.refusal(&reader)
        case .ready: throw ByteReader.Malformed("it was not asked")
        case nil:
            guard let question = ScriptFrame(rawValue: kind) else {
                throw ByteReader.Malformed("a frame of kind \(kind)")
            }
            try process.send(try questions.answer(question, &reader).frame())
        }
        return nil
    }

    private func snapshot(_ profile: FillProfile) -> RunSnapshot {
        var run = RunSnapshot(
            script: script,
            profile: profile.rawValue,
            start: times.lowerBound,
            startingEquity: options.cash
        )
        run.end = times.upperBound
        run.benchmark = options.benchmark
        return run
    }
}

extension ByteReader {
    /// Reads the share of a run that is done.
    fileprivate mutating func share() throws(Malformed) -> Double {
        let share = try double()
        guard 0...1 ~= share else { throw Malformed("a share of \(share)") }
        return share
    }
}
