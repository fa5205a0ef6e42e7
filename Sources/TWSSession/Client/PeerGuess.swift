/// Recognizes what answered a handshake by the first four bytes it sent.
enum PeerGuess {
    /// The longest answer of a TWS, in bytes: version, time and its zone, or a redirect's host name.
    static let longestAnswer = 1024

    /// Returns what the peer looks like, with its article; `nil` for what may be a TWS.
    static func stranger(_ first: (UInt8, UInt8, UInt8, UInt8)) -> String? {
        let bytes = [first.0, first.1, first.2, first.3]
        let length = bytes.reduce(0) { $0 << 8 | Int($1) }
        guard length == 0 || length > longestAnswer else { return nil }
        let text = String(decoding: bytes, as: UTF8.self)
        switch text {
        case "HTTP": return "a web server (HTTP)"
        case "SSH-": return "an SSH server"
        case _ where bytes[0] == 0x3C: return "a web server (HTML)"
        case _ where (0x14...0x17).contains(bytes[0]) && bytes[1] == 3: return "a TLS server"
        case _ where bytes.allSatisfy({ (0x20...0x7E).contains($0) }): return "a program that began with \"\(text)\""
        default: return "a program that speaks another protocol"
        }
    }
}
