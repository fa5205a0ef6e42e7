internal import Notation
internal import ScriptHost
internal import TWSWire
internal import Trading

/// `ibscript code`: the meaning of TWS's codes and of the host's own denials, and what to do about them.
package enum CodeBook {
    /// Prints codes, or all that are explained.
    ///
    /// - Parameter codes: TWS's numbers, names such as `DENIED_SHORT`, and words, which are searched for.
    /// - Returns: The exit code: 1 if one is not explained.
    package static func show(_ codes: [String], json: Bool) -> Int32 {
        guard !codes.isEmpty else {
            for known in Explained.all { StandardStream.output.write(json ? known.json : known.text) }
            return ExitStatus.success
        }
        var status = ExitStatus.success
        for code in codes {
            guard let known = Explained(code) else {
                let found = Explained.all(about: code)
                if !found.isEmpty {
                    for known in found { StandardStream.output.write(json ? known.json : known.text) }
                    continue
                }
                StandardStream.error.writeLine("ibscript: \(code): no such code is explained\(advice(code))")
                status = ExitStatus.notFound
                continue
            }
            StandardStream.output.write(json ? known.json : known.text)
        }
        return status
    }

    private static func advice(_ code: String) -> String {
        guard let number = Int(code) else {
            let hint = NearestName.hint(for: code.uppercased(), among: DenialMeaning.all.map(\.code.rawValue))
            return hint.isEmpty ? "; ibscript code lists all" : hint
        }
        let notice = 2100..<2200 ~= number ? "; codes from 2100 to 2199 are notices" : ""
        return "\(notice); what it says is in TWS's own message"
    }
}

/// A code with what is known about it.
private struct Explained {
    let code: String
    let isNumber: Bool
    let kind: String
    let meaning: String
    let remedy: String?

    static var all: [Explained] { ErrorCode.all.map(Explained.init) + DenialMeaning.all.map(Explained.init) }

    /// Returns the codes that have a word in their name, their meaning or their remedy.
    static func all(about word: String) -> [Explained] {
        let word = word.lowercased()
        guard word.utf8.count > 2, word.allSatisfy(\.isLetter) else { return [] }
        return all.filter { known in
            known.code.lowercased().split(separator: "_").contains(Substring(word))
                || "\(known.meaning) \(known.remedy ?? "")".lowercased().split { !$0.isLetter }.contains(
                    Substring(word)
                )
        }
    }

    init(_ known: ErrorCode) {
        (code, isNumber, kind) = ("\(known.code)", true, known.kind.rawValue)
        (meaning, remedy) = (known.meaning, known.remedy)
    }

    init(_ known: DenialMeaning) {
        (code, isNumber, kind) = (known.code.rawValue, false, "denial")
        (meaning, remedy) = (known.meaning, known.remedy)
    }

    init?(_ word: String) {
        if let number = Int(word), let known = ErrorCode.of(number) {
            self.init(known)
        } else if let known = DenialMeaning.of(word) {
            self.init(known)
        } else {
            return nil
        }
    }

    var text: String { "\(code) (\(kind)): \(meaning)\n" + (remedy.map { "    \($0)\n" } ?? "") }

    var json: String {
        var line = JSONLine()
        if isNumber, let number = Int(code) { line.add("code", number) } else { line.add("code", code) }
        line.add("class", kind)
        line.add("meaning", meaning)
        line.add("remedy", remedy)
        return line.text + "\n"
    }
}
