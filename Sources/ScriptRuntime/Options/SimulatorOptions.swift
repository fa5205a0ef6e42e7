internal import SimExchange

/// What `ibscript sim` was asked to do.
package struct SimulatorOptions: Sendable {
    /// Where the exchange's time comes from.
    package enum Clock: String, Sendable, CaseIterable {
        /// From a day of its own, at any speed.
        case virtual
        /// The machine's.
        case system
    }

    /// Address to listen on.
    package var address = "127.0.0.1"
    /// Port; 0 takes a free one.
    package var port = 7497
    /// Seed of quotes, ids and latencies.
    package var seed = 1
    /// Where the exchange's time comes from.
    package var clock = Clock.virtual
    /// Speed of the virtual clock.
    package var speed = SimulationSpeed.factor(1)
    /// Highest server version that is offered.
    package var maximumServerVersion = RuntimeFacts.serverVersions.upperBound
    /// Whether every session is read-only.
    package var isReadOnly = false
    /// The client that sees the orders of all; none when absent.
    package var masterClientId: Int?
    /// Addresses besides loopback from which clients may connect; empty for all.
    package var trustedAddresses: [String] = []
    /// Whether the live board is shown, where standard output is a terminal.
    package var showsBoard = true
    /// When orders fill, one of ``fillProfiles``.
    package var fills = FillProfile.paperIB.rawValue
    /// Which market data clients get, one of ``dataModes``.
    package var data = SimConfiguration.DataMode.live.rawValue

    /// When the market is open, one of ``sessionWords``.
    package var sessions = SimConfiguration.Sessions.open.rawValue
    /// Whether TWS's precautionary settings hold for API orders.
    package var hasPrecautions = false

    /// The accounts of the login: how many, or their codes with commas between, each with `=` and its cash in USD where
    /// that is not 1,000,000; empty for one, or for those of the state.
    package var accounts = ""

    /// Disasters to bring about: words of ``chaosPlans`` with commas between; empty for none.
    package var chaos = ""
    /// File in which orders, ids, money and time outlive the simulator; `nil` for none.
    package var statePath: String?

    /// The defaults of the command.
    package init() {}

    /// The words for ``fills``.
    package static let fillProfiles = FillProfile.allCases.map(\.rawValue)
    /// The words for ``data``.
    package static let dataModes = SimConfiguration.DataMode.allCases.map(\.rawValue)

    /// The words for ``sessions``.
    package static let sessionWords = SimConfiguration.Sessions.allCases.map(\.rawValue)

    /// The words for ``chaos``, each with what it does in a line.
    package static let chaosPlans = ChaosPlan.allCases.map { (word: $0.rawValue, summary: $0.summary) }

    /// What is wrong with a list of plans, for people; `nil` when nothing is.
    package static func fault(inChaos list: String) -> String? {
        do throws(UnknownChaosPlan) {
            _ = try ChaosPlan.parse(list)
            return nil
        } catch {
            return "\(error)"
        }
    }

    /// What is wrong with a list of accounts, for people; `nil` when nothing is.
    package static func fault(inAccounts list: String) -> String? {
        do throws(AccountsText.Fault) {
            _ = try AccountsText.read(list)
            return nil
        } catch {
            return error.description
        }
    }

    /// The disasters to bring about.
    func plans() throws(UnknownChaosPlan) -> [ChaosPlan] { try ChaosPlan.parse(chaos) }

    /// What the exchange is made with at a moment of the machine's clock; a word that is none keeps its default.
    func exchangeConfiguration(now: ExchangeInstant) -> SimConfiguration {
        var configuration = SimConfiguration()
        configuration.seed = UInt64(bitPattern: Int64(seed))
        configuration.accounts = (try? AccountsText.read(accounts)) ?? []
        configuration.isReadOnly = isReadOnly
        configuration.masterClientId = masterClientId
        configuration.fills = FillProfile(rawValue: fills) ?? configuration.fills
        configuration.data = SimConfiguration.DataMode(rawValue: data) ?? configuration.data
        configuration.sessions = SimConfiguration.Sessions(rawValue: sessions) ?? configuration.sessions
        if hasPrecautions { configuration.precautions = SimConfiguration.Precautions() }
        if clock == .system { configuration.start = now }
        return configuration
    }
}
