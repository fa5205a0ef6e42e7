internal import DequeModule

/// What waits to be written: orders and cancels first, then the rest, each in the order it was sent.
struct SendQueue {
    private var orders: Deque<[UInt8]> = []
    private var requests: Deque<[UInt8]> = []
    /// Bytes of all frames that wait.
    private(set) var bytes = 0

    /// Whether nothing waits.
    var isEmpty: Bool { orders.isEmpty && requests.isEmpty }

    /// How many messages wait.
    var count: Int { orders.count + requests.count }

    /// Adds a frame at the end of its class.
    mutating func append(_ frame: [UInt8], isOrder: Bool) {
        bytes += frame.count
        if isOrder { orders.append(frame) } else { requests.append(frame) }
    }

    /// Takes the frame that is next.
    mutating func popFirst() -> [UInt8]? {
        guard let frame = orders.popFirst() ?? requests.popFirst() else { return nil }
        bytes -= frame.count
        return frame
    }

    /// Forgets everything that is neither an order nor a cancel.
    mutating func dropRequests() {
        bytes -= requests.reduce(0) { $0 + $1.count }
        requests.removeAll()
    }
}
