/// What a check of the machine and of TWS has found.
struct DoctorFacts: Sendable {
    /// The result of the attempt to connect.
    enum Connection: Sendable, Equatable {
        /// TWS is there and has completed the handshake.
        case ready(serverVersion: Int, accounts: [String])
        /// Nobody listens.
        case refused
        /// Something other than a TWS listens.
        case stranger(String)
        /// The connection is open, but nothing comes: TWS hangs, or shows its user a dialog.
        case silent
        /// Another client uses the client ID.
        case clientIdTaken
        /// Anything else, in words.
        case failed(String)
    }

    /// What TWS reports about a symbol's market data.
    enum Data: Sendable, Equatable {
        case live
        case delayed
        case refused(code: Int, String)
        case silent
    }

    /// The host and port tried last.
    var endpoint = ""
    var port = 0
    var connection = Connection.refused
    /// Whether TWS answers a request; `nil` without a connection.
    var answers: Bool?
    /// TWS's clock minus this machine's, in seconds; `nil` if TWS has not reported it.
    var clockOffset: Double?
    /// Whether the peer is our simulator, which has its own time.
    var isSimulator = false
    /// Whether the API is read-only; `nil` if TWS cannot tell.
    var isReadOnly: Bool?
    /// Whether order precautions are bypassed; `nil` if TWS cannot tell.
    var bypassesPrecautions: Bool?
    /// The farms that are connected and those that are not, with TWS's names.
    var farms: (up: [String], down: [String]) = ([], [])
    /// The symbols checked, in the order of the command line.
    var data: [(symbol: String, data: Data)] = []
    /// The data folder and its permissions; `nil` if there is none yet.
    var folder: (path: String, mode: Int)?
    /// The files in the data folder that others may read.
    var openFiles: [String] = []
    /// The version of Lua.
    var lua = ""
}

/// One result of the check.
struct DoctorFinding: Sendable, Equatable {
    enum State: String, Sendable {
        case ok, warning, fault, unknown
    }

    /// What was checked, in one word.
    var check: String
    var state: State
    /// What was found, as a clause.
    var text: String
    /// What to do; empty if there is nothing to do.
    var remedy = ""
}
