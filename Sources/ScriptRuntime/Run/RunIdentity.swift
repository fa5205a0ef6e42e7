internal import Notation

/// The eight hexadecimal digits that name a run in its orders' references.
enum RunIdentity {
    /// On the simulator the name follows from seed and source, so that runs can be repeated; else it is random.
    static func run(seed: Int, source: String, isSimulated: Bool) -> String {
        guard isSimulated else {
            return Hexadecimal.text(UInt32.random(in: .min ... .max))
        }
        // FNV-1a, 32 bit: http://www.isthe.com/chongo/tech/comp/fnv/
        var hash: UInt32 = 2_166_136_261
        for byte in Array("\(seed)\n".utf8) + Array(source.utf8) {
            hash = (hash ^ UInt32(byte)) &* 16_777_619
        }
        return Hexadecimal.text(hash)
    }
}
