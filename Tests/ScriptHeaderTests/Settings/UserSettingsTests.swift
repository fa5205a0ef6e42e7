import CivilTime
import Testing
import Trading

@testable import ScriptHeader

/// `config.toml`: what it may hold, and what is said of all else.
@Suite("User settings")
struct UserSettingsTests {
    private func read(_ text: String) throws(HeaderError) -> UserSettings {
        try UserSettings(text: text, file: "config.toml", usual: .utc) { $0 == "Etc/UTC" ? .utc : nil }
    }

    @Test("every key")
    func everyKey() throws {
        let settings = try read(
            """
            host = "10.0.0.7"
            port = 4002
            client_id = 0
            zone = "Etc/UTC"
            restart = "23:45-00:10 Etc/UTC"

            [notify]
            command = "mail -s ibscript me"
            """
        )
        #expect(settings.host == "10.0.0.7")
        #expect(settings.port == 4002)
        #expect(settings.clientId == 0)
        #expect(settings.zone == .utc)
        #expect(settings.restart?.from == 23 * 3600 + 45 * 60)
        #expect(settings.restart?.to == 600)
        #expect(settings.notifyCommand == "mail -s ibscript me")
    }

    @Test("an empty file sets nothing")
    func empty() throws { #expect(try read("# nothing yet\n") == UserSettings()) }

    @Test(
        "a fault names the line and what to write",
        arguments: [
            ("host = 7", 1, "host: must be a string, is an integer"),
            ("\n\nprt = 1", 3, "prt: no such key; did you mean port?"),
            ("port = 70000", 1, "port: must be from 1 to 65535"),
            ("port = \"7497\"", 1, "port: must be an integer, is a string"),
            ("client_id = -1", 1, "client_id: must be from 1"),
            ("host = \"\"", 1, "host: is empty"),
            ("# a\nzone = \"Mars\"", 2, "zone: Mars is not a time zone"),
            ("restart = \"late\"", 1, "restart: late is not a time window"),
            ("[notify]\ncmd = \"x\"", 2, "[notify] cmd: no such key"),
            ("notify = 1", 1, "notify: must be a table"),
            ("host = \"x\"\nport = ", 2, "the file is not valid TOML"),
            ("host = \"a\\u0000b\"", 1, "the file holds a control character"),
        ]
    )
    func faults(text: String, line: Int, message: String) {
        let error = #expect(throws: HeaderError.self) { try read(text) }
        #expect(error?.line == line)
        #expect(error?.description.hasPrefix("config.toml:\(line): ") == true)
        #expect(error?.message.contains(message) == true, "\(error?.message ?? "")")
    }
}
