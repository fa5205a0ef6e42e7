internal import Glibc
internal import ScriptHeader
internal import ScriptHost
internal import TWSSession

extension RunOptions {
    /// The environment variables for settings that `config.toml` has as well.
    private enum Variable {
        static let host = "IBSCRIPT_HOST"
        static let port = "IBSCRIPT_PORT"
        static let clientId = "IBSCRIPT_CLIENT_ID"
    }

    /// The default client ID.
    static let usualClientId = 1

    /// Where to look for TWS, in this order; empty for the embedded simulator.
    var endpoints: [Endpoint] {
        switch target {
        case .simulator: return []
        case .paper(let host, let port): return Self.endpoints(host, port, or: [7497, 4002])
        case .live(let host, let port): return Self.endpoints(host, port, or: [7496, 4001])
        }
    }

    private static func endpoints(_ host: String?, _ port: Int?, or usual: [Int]) -> [Endpoint] {
        (port.map { [$0] } ?? usual).map { Endpoint(host: host ?? usualHost, port: $0) }
    }

    /// Fills in what the command line does not say: from the environment, then from the user's settings.
    ///
    /// - Throws: ``RunFailure`` 64 for a variable that is not a valid number.
    func filled(
        from settings: UserSettings,
        variable: (String) -> String? = { getenv($0).map { String(cString: $0) } }
    ) throws(RunFailure) -> RunOptions {
        var options = self
        options.settings = settings
        let (host, port): (String?, Int?)
        switch target {
        case .simulator: return options
        case .paper(let named, let number), .live(let named, let number): (host, port) = (named, number)
        }
        func number(_ name: String, _ range: ClosedRange<Int>) throws(RunFailure) -> Int? {
            guard let text = variable(name), !text.isEmpty else { return nil }
            guard let number = Int(text), range.contains(number) else {
                throw RunFailure(
                    ExitStatus.usage,
                    "\(name)=\(text): not a whole number from \(range.lowerBound) to \(range.upperBound)"
                )
            }
            return number
        }
        let named = variable(Variable.host).flatMap { $0.isEmpty ? nil : $0 }
        // Read even if the command line takes precedence: an invalid variable must be reported.
        let numbers = (
            port: try number(Variable.port, Self.ports), id: try number(Variable.clientId, 0...Int(Int32.max))
        )
        let place = (host: host ?? named ?? settings.host, port: port ?? numbers.port ?? settings.port)
        if case .live = target {
            options.target = .live(host: place.host, port: place.port)
        } else {
            options.target = .paper(host: place.host, port: place.port)
        }
        options.clientId = clientId ?? numbers.id ?? settings.clientId
        return options
    }
}
