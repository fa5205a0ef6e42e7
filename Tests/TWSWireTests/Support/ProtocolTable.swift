internal import Foundation
import Testing
package import WireSchema

/// The tables under `Schema/`, read from the source tree.
enum ProtocolTable {
    /// Every message of `messages.tsv` that has a text form.
    static let textMessages: [Message] = (schema?.messages ?? []).filter { !$0.protobufOnly }

    /// Every message of both sides.
    static let messages: [Message] = schema?.messages ?? []

    /// The layouts of `protobuf.tsv`.
    static let protobuf: [ProtobufMessage] = schema?.protobuf ?? []

    /// Every message that has a protobuf form.
    static let protobufMessages: [Message] = messages.filter { message in
        protobuf.contains { $0.gate != nil && $0.structures.contains(message.structureName) }
    }

    private static let schema: Schema? = {
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("../../../Schema")
        let texts = ["messages", "structures", "vocabulary", "protobuf", "server_versions"].compactMap { name in
            try? String(contentsOf: root.appendingPathComponent("\(name).tsv"), encoding: .utf8)
        }
        guard texts.count == 5 else { return nil }
        return try? Schema(
            messages: texts[0],
            structures: texts[1],
            vocabulary: texts[2],
            protobuf: texts[3],
            serverVersions: texts[4]
        )
    }()
}

extension Message: CustomTestStringConvertible {
    /// The name in test reports, instead of all rows.
    package var testDescription: String { structureName }
}
