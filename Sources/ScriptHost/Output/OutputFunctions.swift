internal import LuaBridge

/// `print` and `log`.
enum OutputFunctions {
    static let entries: [HostEntry] = [
        HostEntry("print", arguments: .text) { session, frame in
            // Only what can still be shown is copied, since a script may pass one long text many times.
            var room = OutputLimit.bytesPerHour
            var parts: [String] = []
            for position in 1..<max(1, frame.count + 1) where room >= 0 {
                room -= frame.byteCount(position) + 1
                parts.append(frame.string(position) ?? "")
            }
            frame.charge((OutputLimit.bytesPerHour - room) / 16)
            session.show(.print(parts.joined(separator: "\t")), of: parts)
            return .returned
        },
        HostEntry("log", arguments: .formatted) { session, frame in
            let text = frame.string(1) ?? ""
            frame.charge(text.utf8.count / 16)
            session.show(.log(text), of: [text])
            return .returned
        },
    ]
}
