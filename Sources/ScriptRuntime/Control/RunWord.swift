internal import FoundationEssentials
internal import ScriptHost

/// The user's reference to a run: its name, a prefix of it, or one of its scripts.
struct RunWord {
    /// A run that can be referred to.
    struct Candidate {
        /// The run's name.
        let name: String
        /// The names of its scripts.
        let scripts: [String]
    }

    /// The largest number of runs listed in an error.
    private static let mostListed = 20

    private let word: String
    private let script: String

    init(_ word: String) {
        self.word = word
        let file = word.split(separator: "/").last.map(String.init) ?? word
        script = file.hasSuffix(".lua") ? String(file.dropLast(4)) : file
    }

    /// Returns the only matching run; `nil` if there is none.
    ///
    /// - Throws: ``RunFailure`` with exit code 64 and the candidates if several runs match.
    func run(among runs: [Candidate]) throws(RunFailure) -> String? {
        if let exact = runs.first(where: { $0.name == word }) { return exact.name }
        let begun = runs.filter { !word.isEmpty && $0.name.hasPrefix(word) }
        let fitting = begun.isEmpty ? runs.filter { $0.scripts.contains(script) } : begun
        guard fitting.count > 1 else { return fitting.first?.name }
        let listed = fitting.prefix(Self.mostListed).map { run in
            run.scripts.isEmpty ? run.name : "\(run.name) (\(run.scripts.joined(separator: ", ")))"
        }
        let rest = fitting.count > listed.count ? ", and \(fitting.count - listed.count) more" : ""
        throw RunFailure(
            ExitStatus.usage,
            "\(word) may be \(listed.joined(separator: ", "))\(rest); name the run"
        )
    }
}

extension FileLock.Holder {
    /// The names of the scripts as a list.
    var scriptNames: [String] { scripts.components(separatedBy: ", ").filter { !$0.isEmpty } }
}
