internal import DequeModule
internal import TWSWire

/// The frames that wait to be written: orders and cancels first, then the rest, each in the order it was sent.
struct SendQueue {
    /// The kind of a waiting frame.
    enum Kind: Equatable {
        /// A new order, or a change to one.
        case order(Int)
        /// A cancel of one order or of all.
        case cancel
        /// A request for the time, to probe the peer; goes before requests, too.
        case probe
        /// A request for the time, by the owner.
        case time
        case request
        /// The request with this ID, which waits long.
        case held(Int)

        /// Makes the kind of one of the owner's messages.
        init(_ message: ClientMessage) {
            switch message {
            case .placeOrder(let order): self = .order(order.orderId)
            case .cancelOrder, .reqGlobalCancel: self = .cancel
            case .reqCurrentTime: self = .time
            default: self = .request
            }
        }

        var isUrgent: Bool {
            switch self {
            case .order, .cancel, .probe: true
            case .time, .request, .held: false
            }
        }
    }

    /// A waiting frame.
    struct Entry {
        var bytes: [UInt8]
        var kind: Kind
    }

    private var urgent: Deque<Entry> = []
    private var requests: Deque<Entry> = []
    /// The bytes of all waiting frames.
    private(set) var bytes = 0

    /// Whether nothing waits.
    var isEmpty: Bool { urgent.isEmpty && requests.isEmpty }

    /// The number of waiting messages.
    var count: Int { urgent.count + requests.count }

    /// Adds a frame at the end of its class.
    mutating func append(_ frame: [UInt8], _ kind: Kind) {
        bytes += frame.count
        let entry = Entry(bytes: frame, kind: kind)
        if kind.isUrgent { urgent.append(entry) } else { requests.append(entry) }
    }

    /// Takes the next frame; orders stay where they are while they are held.
    mutating func popFirst(holdingOrders isHolding: Bool = false) -> Entry? {
        guard let entry = (isHolding ? popNoOrder() : urgent.popFirst()) ?? requests.popFirst() else { return nil }
        bytes -= entry.bytes.count
        return entry
    }

    private mutating func popNoOrder() -> Entry? {
        let place = urgent.firstIndex { if case .order = $0.kind { false } else { true } }
        return place.map { urgent.remove(at: $0) }
    }

    /// Drops everything that is neither an order nor a cancel.
    mutating func dropRequests() {
        bytes -= requests.reduce(0) { $0 + $1.bytes.count }
        requests.removeAll()
    }

    /// Whether an order, or a change to it, waits.
    func holds(order orderId: Int) -> Bool { urgent.contains { $0.kind == .order(orderId) } }

    /// Takes out the waiting orders whose ID satisfies a condition.
    ///
    /// - Returns: The ID of each frame taken out, oldest first; an order whose change was also waiting appears twice.
    mutating func takeOrders(where isWanted: (Int) -> Bool) -> [Int] {
        var taken: [Int] = []
        urgent.removeAll { entry in
            guard case .order(let id) = entry.kind, isWanted(id) else { return false }
            taken.append(id)
            bytes -= entry.bytes.count
            return true
        }
        return taken
    }
}
