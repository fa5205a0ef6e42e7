internal import Foundation
public import Testing
public import WireSchema

/// The tables under `Schema/`, read from the source tree.
enum ProtocolTable {
    /// Every message of `messages.tsv` that has a text form.
    static let textMessages: [Message] = (schema?.messages ?? []).filter { !$0.protobufOnly }

    private static let schema: Schema? = {
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("../../../Schema")
        let texts = ["messages", "structures", "protobuf", "server_versions"].compactMap { name in
            try? String(contentsOf: root.appendingPathComponent("\(name).tsv"), encoding: .utf8)
        }
        guard texts.count == 4 else { return nil }
        return try? Schema(messages: texts[0], structures: texts[1], protobuf: texts[2], serverVersions: texts[3])
    }()
}

extension Message: CustomTestStringConvertible {
    /// The name in test reports, instead of all rows.
    public var testDescription: String { structureName }
}
