internal import ScriptHost
internal import TWSWire

/// `ibscript code`: explains codes of TWS, and what to do about them.
package enum CodeBook {
    /// Prints codes, or all that are explained.
    ///
    /// - Returns: The exit code: 1 if one is not explained.
    package static func show(_ codes: [Int], json: Bool) -> Int32 {
        let wanted = codes.isEmpty ? ErrorCode.all.map(\.code) : codes
        var status = ExitStatus.success
        for code in wanted {
            guard let known = ErrorCode.of(code) else {
                let advice = 2100..<2200 ~= code ? "; codes from 2100 to 2199 are notices" : ""
                StandardStream.error.writeLine(
                    "ibscript: \(code): no such code is explained\(advice); what it says is in TWS's own message"
                )
                status = ExitStatus.scriptError
                continue
            }
            StandardStream.output.write(json ? line(known) : text(known))
        }
        return status
    }

    private static func text(_ code: ErrorCode) -> String {
        "\(code.code) (\(code.kind.rawValue)): \(code.meaning)\n"
            + (code.remedy.map { "    \($0)\n" } ?? "")
    }

    private static func line(_ code: ErrorCode) -> String {
        var line = JSONLine()
        line.add("code", code.code)
        line.add("class", code.kind.rawValue)
        line.add("meaning", code.meaning)
        line.add("remedy", code.remedy)
        return line.text + "\n"
    }
}
