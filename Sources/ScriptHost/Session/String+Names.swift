extension String {
    /// Whether one of the names occurs in a Lua text, even in a comment or a literal; `local` does not mention `oca`.
    func mentions(anyOf names: Set<String>) -> Bool {
        utf8.split { !$0.isOfName }.contains { names.contains(String(Substring($0))) }
    }
}

extension UInt8 {
    /// Whether a Lua name can contain the byte.
    fileprivate var isOfName: Bool {
        switch self {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"):
            true
        default: false
        }
    }
}
