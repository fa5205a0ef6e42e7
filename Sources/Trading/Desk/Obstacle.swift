/// Why an intent that no rule forbids cannot be carried out.
package struct Obstacle: Error, Hashable, Sendable {
    /// The kind of obstacle; open, so that later ones add their own.
    package struct Code: RawRepresentable, Hashable, Sendable {
        /// The name that scripts read as `e.code`.
        package let rawValue: String

        /// Makes a code from its name.
        package init(rawValue: String) { self.rawValue = rawValue }

        /// There is no connection.
        package static let notConnected = Code(rawValue: "not_connected")
        /// New orders are held around TWS's nightly restart.
        package static let restartWindow = Code(rawValue: "restart_window")
        /// No order id is left.
        package static let orderIdsExhausted = Code(rawValue: "order_ids_exhausted")
        /// The order is not one of this script.
        package static let unknownOrder = Code(rawValue: "unknown_order")
        /// The order is done.
        package static let orderDone = Code(rawValue: "order_done")
        /// A cancel of the order is on its way.
        package static let orderCancelling = Code(rawValue: "order_cancelling")
        /// What became of the order is not known.
        package static let orderUnknown = Code(rawValue: "order_unknown")
        /// The key is that of an order with other terms.
        package static let keyInUse = Code(rawValue: "KEY_IN_USE")
        /// The key has a form that no key has.
        package static let invalidKey = Code(rawValue: "invalid_key")
        /// The script's name belongs to another file.
        package static let nameTaken = Code(rawValue: "name_taken")
        /// The order was placed under another client id.
        package static let otherClient = Code(rawValue: "other_client")
        /// Other terms of the order are on their way, and TWS has not answered.
        package static let changeInFlight = Code(rawValue: "change_in_flight")
        /// TWS is too old for the request.
        package static let versionTooOld = Code(rawValue: "version_too_old")
        /// TWS knows no such contract.
        package static let unknownContract = Code(rawValue: "unknown_contract")
        /// The contract may be several instruments.
        package static let ambiguousContract = Code(rawValue: "ambiguous_contract")
        /// The script has ended.
        package static let scriptEnded = Code(rawValue: "script_ended")
    }

    /// The kind of obstacle.
    package let code: Code
    /// What stands in the way, in one clause.
    package let message: String
    /// What to do about it; `nil` where there is nothing.
    package let remedy: String?

    /// Makes an obstacle from its parts.
    package init(_ code: Code, _ message: String, remedy: String? = nil) {
        self.code = code
        self.message = message
        self.remedy = remedy
    }
}
