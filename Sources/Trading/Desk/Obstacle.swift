/// Why an intent cannot be carried out although no rule forbids it.
package struct Obstacle: Error, Hashable, Sendable {
    /// The kind of obstacle. An open set: later versions can add codes.
    package struct Code: RawRepresentable, Hashable, Sendable {
        /// The name that scripts read as `e.code`.
        package let rawValue: String

        /// Creates a code from its name.
        package init(rawValue: String) { self.rawValue = rawValue }

        /// There is no connection.
        package static let notConnected = Code(rawValue: "not_connected")
        /// New orders are held around TWS's nightly restart.
        package static let restartWindow = Code(rawValue: "restart_window")
        /// No order id is left.
        package static let orderIdsExhausted = Code(rawValue: "order_ids_exhausted")
        /// The order does not belong to this script.
        package static let unknownOrder = Code(rawValue: "unknown_order")
        /// The order is done.
        package static let orderDone = Code(rawValue: "order_done")
        /// The order is being cancelled.
        package static let orderCancelling = Code(rawValue: "order_cancelling")
        /// The order's fate is unknown.
        package static let orderUnknown = Code(rawValue: "order_unknown")
        /// The key belongs to an order with different terms.
        package static let keyInUse = Code(rawValue: "KEY_IN_USE")
        /// The key is malformed.
        package static let invalidKey = Code(rawValue: "invalid_key")
        /// The script's name belongs to another file.
        package static let nameTaken = Code(rawValue: "name_taken")
        /// The order was placed under another client id.
        package static let otherClient = Code(rawValue: "other_client")
        /// A change to the order is in flight and TWS has not answered.
        package static let changeInFlight = Code(rawValue: "change_in_flight")
        /// The TWS version is too old for the request.
        package static let versionTooOld = Code(rawValue: "version_too_old")
        /// TWS does not know the contract.
        package static let unknownContract = Code(rawValue: "unknown_contract")
        /// The contract matches more than one instrument.
        package static let ambiguousContract = Code(rawValue: "ambiguous_contract")
        /// The script has ended.
        package static let scriptEnded = Code(rawValue: "script_ended")
    }

    /// The kind of obstacle.
    package let code: Code
    /// What the obstacle is, in one clause.
    package let message: String
    /// What to do about it; `nil` if nothing can be done.
    package let remedy: String?

    /// Creates an obstacle from its parts.
    package init(_ code: Code, _ message: String, remedy: String? = nil) {
        self.code = code
        self.message = message
        self.remedy = remedy
    }
}
