package import TWSWire

/// One record of the journal: what was intended, what was sent, what came back.
///
/// An order's intent is written before its bytes reach the socket, so that nothing at TWS lacks a record here.
package struct JournalRecord: Sendable, Hashable {
    /// What happened.
    package enum Event: Sendable, Hashable {
        /// A run has an account; its scripts are about to start.
        case runStarted(JournalRun)
        /// A script of the run starts: its name, its file's canonical path, and the SHA-256 of its source in
        /// hexadecimal.
        case scriptStarted(name: String, file: String, sha256: String)
        /// A script of the run has ended with this exit code.
        case scriptEnded(name: String, exitCode: Int)
        /// The run has ended with this exit code.
        case runEnded(exitCode: Int)
        /// An order was checked and numbered, and is about to be sent.
        case intent(orderId: Int, contract: Contract, order: Order)
        /// New terms of an order are about to be sent.
        case modification(orderId: Int, contract: Contract, order: Order)
        /// A cancel is about to be sent.
        case cancel(orderId: Int)
        /// An order's bytes have left the pacing queue. Written after the fact.
        case sent(orderId: Int)
        /// An order was not sent.
        case notSent(orderId: Int, reason: String)
        /// New terms of an order were not sent; the previous terms still apply.
        case notModified(orderId: Int, reason: String)
        /// A cancel was not sent.
        case notCancelled(orderId: Int, reason: String)
        /// A rule forbade an intent.
        case denial(Denial)
        /// A message from TWS changed orders.
        case message(ServerMessage)
        /// The run found an order of an earlier run and keeps it under this id.
        case adopted(orderId: Int, reference: String)
        /// An order expired with its day; TWS no longer lists it anywhere.
        case expired(orderId: Int)
        /// A person released an order of unknown fate.
        case released(reference: String)
        /// The state of the kill switch changed: the new state, the reason, and who changed it.
        case haltChanged(state: String, reason: String, by: String)
        /// The connection is up, with these accounts.
        case connected(accounts: [String])
        /// The connection was lost.
        case disconnected(reason: String)
        /// Nothing is known about what happened between two times.
        case gap(from: RunInstant, to: RunInstant)
        /// Something happened that must not happen.
        case alarm(String, orderId: Int?)
    }

    /// An order that a record is about.
    package struct Subject: Sendable, Hashable {
        /// The number of the order in the run.
        package var orderId: Int
        /// The reference of the order, as text.
        package var reference: String

        /// Creates a subject from an order's number and reference.
        package init(orderId: Int, reference: String) {
            self.orderId = orderId
            self.reference = reference
        }
    }

    /// When it happened, by the run's clock.
    package var at: RunInstant
    /// Eight hexadecimal digits that identify the run; empty for what happened outside a run.
    package var run: String
    /// The run's client id; `nil` for what happened outside a run.
    package var clientId: Int?
    /// The script concerned; `nil` for what concerns the whole run.
    package var script: ScriptID?
    /// The name of ``script``; empty if there is none.
    package var scriptName: String
    /// The line of the script; `nil` if no line is responsible.
    package var line: Int?
    /// The orders that the record is about; usually one.
    package var subjects: [Subject]
    /// What happened.
    package var event: Event

    /// Creates a record from its parts.
    package init(
        at: RunInstant,
        run: String = "",
        clientId: Int? = nil,
        script: ScriptID? = nil,
        scriptName: String = "",
        line: Int? = nil,
        subjects: [Subject] = [],
        event: Event
    ) {
        self.at = at
        self.run = run
        self.clientId = clientId
        self.script = script
        self.scriptName = scriptName
        self.line = line
        self.subjects = subjects
        self.event = event
    }
}

/// How a run was set up, as its journal records it.
package struct JournalRun: Sendable, Hashable {
    /// `simulator`, `paper` or `live`.
    package var mode: String
    /// The account that receives the orders.
    package var account: String
    /// The name of the simulator in another process; `nil` for TWS and for the embedded simulator.
    package var instance: String?
    /// The version of the program.
    package var program: String

    /// Creates a run from its parts.
    package init(mode: String, account: String, instance: String? = nil, program: String) {
        self.mode = mode
        self.account = account
        self.instance = instance
        self.program = program
    }
}
