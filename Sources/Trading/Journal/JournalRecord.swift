package import TWSWire

/// One entry of the journal: what was intended, what left, what came back.
///
/// An order's intent is written before its bytes reach the socket, so that nothing at TWS is without a record here.
package struct JournalRecord: Sendable, Hashable {
    /// What happened.
    package enum Event: Sendable, Hashable {
        /// A run has an account; its scripts are about to begin.
        case runStarted(JournalRun)
        /// A script of the run begins: its name, its file's canonical path, and the SHA-256 of its source in hexadecimal.
        case scriptStarted(name: String, file: String, sha256: String)
        /// A script of the run has ended, with its exit code.
        case scriptEnded(name: String, exitCode: Int)
        /// The run is over, with its exit code.
        case runEnded(exitCode: Int)
        /// An order was checked and numbered, and is about to leave.
        case intent(orderId: Int, contract: Contract, order: Order)
        /// New terms of an order are about to leave.
        case modification(orderId: Int, contract: Contract, order: Order)
        /// A cancel is about to leave.
        case cancel(orderId: Int)
        /// An order's bytes have left the queue that paces them. Written after the fact.
        case sent(orderId: Int)
        /// An order did not leave.
        case notSent(orderId: Int, reason: String)
        /// New terms of an order did not leave: those of before hold.
        case notModified(orderId: Int, reason: String)
        /// A cancel did not leave.
        case notCancelled(orderId: Int, reason: String)
        /// A rule forbade an intent.
        case denial(Denial)
        /// A message of TWS changed orders.
        case message(ServerMessage)
        /// The run has found an order of an earlier run and keeps it under this id.
        case adopted(orderId: Int, reference: String)
        /// An order has ended with its day: TWS lists it nowhere any more.
        case expired(orderId: Int)
        /// A person has freed an order whose fate is not known.
        case released(reference: String)
        /// How far trading is open has changed: the state's word, why, and who changed it.
        case haltChanged(state: String, reason: String, by: String)
        /// The connection is up, with its accounts.
        case connected(accounts: [String])
        /// The connection is gone.
        case disconnected(reason: String)
        /// Nothing is known of what happened between two moments.
        case gap(from: RunInstant, to: RunInstant)
        /// Something that must not happen.
        case alarm(String, orderId: Int?)
    }

    /// An order that a record is about.
    package struct Subject: Sendable, Hashable {
        /// Its number in the run.
        package var orderId: Int
        /// Its reference, as text.
        package var reference: String

        /// An order by number and reference.
        package init(orderId: Int, reference: String) {
            self.orderId = orderId
            self.reference = reference
        }
    }

    /// When, on the run's clock.
    package var at: RunInstant
    /// Eight hexadecimal digits that name the run; empty for what happened outside of one.
    package var run: String
    /// The run's client id; `nil` for what happened outside of one.
    package var clientId: Int?
    /// Whose it is; `nil` for what concerns the run.
    package var script: ScriptID?
    /// Name of ``script``; empty where there is none.
    package var scriptName: String
    /// Line of the script; `nil` where none is to blame.
    package var line: Int?
    /// The orders that it is about; most often one.
    package var subjects: [Subject]
    /// What happened.
    package var event: Event

    /// A record from its parts.
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

/// What a run was made with, as its journal has it.
package struct JournalRun: Sendable, Hashable {
    /// `simulator`, `paper` or `live`.
    package var mode: String
    /// The account that orders go to.
    package var account: String
    /// Name of the simulator in another process; `nil` for TWS and for the embedded simulator.
    package var instance: String?
    /// Version of the program.
    package var program: String

    /// From its parts.
    package init(mode: String, account: String, instance: String? = nil, program: String) {
        self.mode = mode
        self.account = account
        self.instance = instance
        self.program = program
    }
}
