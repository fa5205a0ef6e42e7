import Foundation
import Testing
import Trading

@Suite("Meanings of denials")
struct DenialMeaningTests {
    /// The codes that the sources declare, read from their text: a code that is added without a meaning is found.
    private static let declared: Set<String> = {
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
        var codes: Set<String> = []
        for file in ["Denial.swift", "Halt.swift"] {
            let path = root.appendingPathComponent("Sources/Trading/Risk/\(file)")
            let text = (try? String(contentsOf: path, encoding: .utf8)) ?? ""
            for match in text.matches(of: /rawValue: "(DENIED_[A-Z_]+)"/) { codes.insert(String(match.1)) }
        }
        return codes
    }()

    @Test("every code has one, in whole sentences, and no other code has")
    func complete() {
        #expect(Self.declared.count > 40)
        #expect(Set(DenialMeaning.all.map(\.code.rawValue)) == Self.declared)
        #expect(DenialMeaning.all.count == Self.declared.count)
        for known in DenialMeaning.all {
            #expect(known.meaning.hasSuffix(".") && known.remedy.hasSuffix("."), "\(known.code.rawValue)")
        }
    }

    @Test("a code is found by its name, in any case, with or without its beginning")
    func found() {
        #expect(DenialMeaning.of("DENIED_SHORT")?.code == .short)
        #expect(DenialMeaning.of("max_order_qty")?.code == .quantityOverLimit)
        #expect(DenialMeaning.of("201") == nil)
    }
}
