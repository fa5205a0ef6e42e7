/// What a look at the machine and at TWS has found.
struct DoctorFacts: Sendable {
    /// What came of the attempt to connect.
    enum Connection: Sendable, Equatable {
        /// TWS is there and has shaken hands.
        case ready(serverVersion: Int, accounts: [String])
        /// Nobody listens.
        case refused
        /// Somebody listens, and is no TWS.
        case stranger(String)
        /// The connection stands and no word comes: TWS hangs, or asks its user something.
        case silent
        /// Another client has this number.
        case clientIdTaken
        /// Anything else, in words.
        case failed(String)
    }

    /// What TWS says of a symbol's market data.
    enum Data: Sendable, Equatable {
        case live
        case delayed
        case refused(code: Int, String)
        case silent
    }

    /// Host and port that were tried last.
    var endpoint = ""
    var port = 0
    var connection = Connection.refused
    /// Whether TWS answers a request; `nil` without a connection.
    var answers: Bool?
    /// TWS's clock less this machine's, in seconds; `nil` where TWS has not told.
    var clockOffset: Double?
    /// Whether our simulator answers, which keeps a time of its own.
    var isSimulator = false
    /// Whether the API is read-only; `nil` where TWS cannot tell.
    var isReadOnly: Bool?
    /// Whether order precautions are bypassed; `nil` likewise.
    var bypassesPrecautions: Bool?
    /// Farms that are connected, and farms that are not, as TWS names them.
    var farms: (up: [String], down: [String]) = ([], [])
    /// What was asked for, in the order of the command line.
    var data: [(symbol: String, data: Data)] = []
    /// The data folder and its rights; `nil` where there is no folder yet.
    var folder: (path: String, mode: Int)?
    /// Files of the data folder that others may read.
    var openFiles: [String] = []
    /// The version of Lua.
    var lua = ""
}

/// One thing that was looked at.
struct DoctorFinding: Sendable, Equatable {
    enum State: String, Sendable {
        case ok, warning, fault, unknown
    }

    /// What was looked at, in a word.
    var check: String
    var state: State
    /// What was found, in a clause.
    var text: String
    /// What to do; empty where there is nothing to do.
    var remedy = ""
}
