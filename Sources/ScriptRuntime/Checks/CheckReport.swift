internal import Notation
internal import ScriptHost

/// The result of a test, for display and as JUnit XML.
struct CheckReport {
    /// The script's name.
    let name: String
    let entries: [CheckBook.Entry]
    /// The exit code of the run.
    let status: Int32

    private var failed: [CheckBook.Entry] { entries.filter { $0.failed > 0 } }

    /// The exit code of the test: that of the run; 1 if a check failed or nothing was checked.
    var exitStatus: Int32 {
        guard status == ExitStatus.success else { return status }
        return failed.isEmpty && !entries.isEmpty ? ExitStatus.success : ExitStatus.scriptError
    }

    // MARK: For people

    /// The lines of the summary.
    var lines: [String] {
        // What has no script to run has already been reported.
        if entries.isEmpty, status == ExitStatus.malformed { return [] }
        guard !entries.isEmpty else { return ["\(name): nothing was checked; expect(condition, \"text\") checks"] }
        let counts = failed.isEmpty ? "all hold" : "\(failed.count) failed"
        let head = "\(name): \(entries.count) \(entries.count == 1 ? "check" : "checks"), \(counts)"
        return [head] + entries.map(Self.line)
    }

    private static func line(_ entry: CheckBook.Entry) -> String {
        let count = entry.held + entry.failed
        guard entry.failed > 0 else { return "  ✓ \(entry.text)" + (count > 1 ? "  (\(count))" : "") }
        return "  ✗ \(entry.text)  (\(failure(entry)))"
    }

    /// `2 of 5 failed, first at 10:00:05.120, line 12`.
    private static func failure(_ entry: CheckBook.Entry) -> String {
        let count = entry.held + entry.failed
        guard let (line, moment) = entry.firstFailure else { return "\(entry.failed) of \(count) failed" }
        let place = ConsoleClock(zone: .newYork).text(moment) + (line.map { ", line \($0)" } ?? "")
        return count == 1 ? "failed at \(place)" : "\(entry.failed) of \(count) failed, first at \(place)"
    }

    // MARK: JUnit

    /// The same as JUnit XML: a test case for each text, and one for the run itself.
    var junit: String {
        let isBroken = status != ExitStatus.success
        var rows = [
            #"<?xml version="1.0" encoding="UTF-8"?>"#,
            #"<testsuites>"#,
            #"  <testsuite name="\#(Self.escaped(name))" tests="\#(entries.count + 1)" "#
                + #"failures="\#(failed.count + (entries.isEmpty ? 1 : 0))" errors="\#(isBroken ? 1 : 0)">"#,
        ]
        rows += testCase("the run", Self.trouble(status, isEmpty: entries.isEmpty))
        for entry in entries {
            rows += testCase(entry.text, entry.failed > 0 ? ("failure", Self.failure(entry)) : nil)
        }
        return (rows + ["  </testsuite>", "</testsuites>", ""]).joined(separator: "\n")
    }

    private static func trouble(_ status: Int32, isEmpty: Bool) -> (kind: String, text: String)? {
        if status != ExitStatus.success { return ("error", "exit code \(status)") }
        return isEmpty ? ("failure", "nothing was checked") : nil
    }

    private func testCase(_ title: String, _ trouble: (kind: String, text: String)?) -> [String] {
        let begin = #"    <testcase classname="\#(Self.escaped(name))" name="\#(Self.escaped(title))""#
        guard let trouble else { return [begin + "/>"] }
        return [
            begin + ">", #"      <\#(trouble.kind) message="\#(Self.escaped(trouble.text))"/>"#, "    </testcase>",
        ]
    }

    /// Escapes a text for an XML attribute; what XML cannot represent is left out.
    private static func escaped(_ text: String) -> String {
        var escaped = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": escaped += "&amp;"
            case "<": escaped += "&lt;"
            case ">": escaped += "&gt;"
            case "\"": escaped += "&quot;"
            case "\u{FFFE}", "\u{FFFF}": break
            case "\t", "\n", "\r": escaped += " "
            case _ where scalar.value < 32: break
            default: escaped.unicodeScalars.append(scalar)
            }
        }
        return escaped
    }
}
