internal import LuaBridge

/// `print` and `log`.
enum OutputFunctions {
    static let entries: [HostEntry] = [
        HostEntry("print", arguments: .text) { session, frame in
            var parts: [String] = []
            for position in 1..<max(1, frame.count + 1) { parts.append(frame.string(position) ?? "") }
            session.show(.print(parts.joined(separator: "\t")), of: parts)
            return .returned
        },
        HostEntry("log", arguments: .formatted) { session, frame in
            let text = frame.string(1) ?? ""
            session.show(.log(text), of: [text])
            return .returned
        },
    ]
}
