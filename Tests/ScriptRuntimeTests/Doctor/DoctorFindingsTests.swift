import Testing

@testable import ScriptRuntime

/// What the doctor says of what it finds, and its exit code for a cron job.
@Suite("The doctor")
struct DoctorFindingsTests {
    /// A machine on which nothing is wrong.
    private static func healthy(_ change: (inout DoctorFacts) -> Void = { _ in }) -> DoctorFacts {
        var facts = DoctorFacts()
        (facts.endpoint, facts.port) = ("127.0.0.1:7497", 7497)
        facts.connection = .ready(serverVersion: 226, accounts: ["DU1"])
        (facts.answers, facts.clockOffset, facts.isReadOnly, facts.bypassesPrecautions) = (true, 0.3, false, false)
        facts.farms.up = ["usfarm"]
        facts.data = [("AAPL", .live)]
        facts.folder = ("/data", 0o700)
        change(&facts)
        return facts
    }

    struct Row: Sendable {
        var check: String
        var state: DoctorFinding.State
        var exitCode: Int32
        var remedy: String
        var change: @Sendable (inout DoctorFacts) -> Void
    }

    private static let rows: [Row] = [
        Row(check: "connection", state: .fault, exitCode: 5, remedy: "Enable ActiveX and Socket Clients") {
            $0.connection = .refused
        },
        Row(check: "connection", state: .fault, exitCode: 5, remedy: "Trusted IPs") { $0.connection = .silent },
        Row(check: "connection", state: .fault, exitCode: 5, remedy: "--client-id") { $0.connection = .clientIdTaken },
        Row(check: "answers", state: .fault, exitCode: 4, remedy: "restart TWS") { $0.answers = false },
        Row(check: "version", state: .warning, exitCode: 0, remedy: "update") {
            $0.connection = .ready(serverVersion: 151, accounts: ["DU1"])
        },
        Row(check: "account", state: .warning, exitCode: 0, remedy: "never the port") {
            $0.connection = .ready(serverVersion: 226, accounts: ["U1"])
        },
        Row(check: "read-only", state: .fault, exitCode: 4, remedy: "Read-Only API") { $0.isReadOnly = true },
        Row(check: "read-only", state: .unknown, exitCode: 0, remedy: "Read-Only API") { $0.isReadOnly = nil },
        Row(check: "precautions", state: .warning, exitCode: 0, remedy: "Bypass Order Precautions") {
            $0.bypassesPrecautions = true
        },
        Row(check: "clock", state: .warning, exitCode: 0, remedy: "NTP") { $0.clockOffset = -7 },
        Row(check: "clock", state: .fault, exitCode: 4, remedy: "NTP") { $0.clockOffset = 61 },
        Row(check: "data farms", state: .warning, exitCode: 0, remedy: "Ctrl-Alt-F") { $0.farms.down = ["usfarm"] },
        Row(check: "data of AAPL", state: .fault, exitCode: 4, remedy: "Client Portal") {
            $0.data = [("AAPL", .refused(code: 354, "not subscribed"))]
        },
        Row(check: "data of AAPL", state: .warning, exitCode: 0, remedy: "Subscriptions") {
            $0.data = [("AAPL", .delayed)]
        },
        Row(check: "data folder", state: .fault, exitCode: 4, remedy: "chmod 700") { $0.folder?.mode = 0o755 },
        Row(check: "files", state: .fault, exitCode: 4, remedy: "chmod 600") { $0.openFiles = ["/data/journal.db"] },
    ]

    @Test("says nothing but ok of a healthy machine")
    func nothing() {
        #expect(Self.healthy().findings.allSatisfy { $0.state == .ok })
        #expect(Self.healthy().exitCode == 0)
    }

    @Test("names what is wrong, what to do, and ends with a code", arguments: rows.indices)
    func one(_ place: Int) {
        let row = Self.rows[place]
        let facts = Self.healthy(row.change)
        let finding = facts.findings.first { $0.check == row.check }
        #expect(finding?.state == row.state, "\(row.check)")
        #expect(finding?.remedy.contains(row.remedy) == true, "\(finding?.remedy ?? "")")
        #expect(facts.exitCode == row.exitCode)
        #expect(facts.findings.filter { $0.state == .fault || $0.state == .warning }.count <= 1)
    }
}
