internal import Notation
internal import Trading

/// The eight hexadecimal digits that name a run in the references of its orders.
enum RunIdentity {
    /// Returns the digits: on the simulator they follow from seed and source, so that runs can be repeated; otherwise
    /// they are random.
    static func run(seed: Int, source: String, isSimulated: Bool) -> String {
        guard isSimulated else {
            return Hexadecimal.text(UInt32.random(in: .min ... .max))
        }
        return OrderReference.digits(of: "\(seed)\n" + source)
    }
}
