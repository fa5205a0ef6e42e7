internal import Notation
internal import Trading

/// The eight hexadecimal digits that name a run in its orders' references.
enum RunIdentity {
    /// On the simulator the name follows from seed and source, so that runs can be repeated; else it is random.
    static func run(seed: Int, source: String, isSimulated: Bool) -> String {
        guard isSimulated else {
            return Hexadecimal.text(UInt32.random(in: .min ... .max))
        }
        return OrderReference.digits(of: "\(seed)\n" + source)
    }
}
