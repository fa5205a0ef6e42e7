/// Why a request is not served: what the error message says.
struct Rejection: Error, Hashable, Sendable {
    let code: Int
    let text: String

    init(_ code: Int, _ text: String) {
        self.code = code
        self.text = text
    }

    /// Error 321 as TWS words it: `request` is TWS's own short name of the request's class.
    static func invalid(_ cause: String, request: String = "bF") -> Rejection {
        Rejection(321, "Error validating request.-'\(request)' : cause - \(cause)")
    }

    /// Error 321 for what the simulator does not know yet.
    static func unsimulated(_ what: String) -> Rejection {
        Rejection(321, "Error validating request.-'sim' : cause - \(what) is not simulated yet")
    }

    static let unknownContract = Rejection(200, "No security definition has been found for the request")
    static let duplicateOrderID = Rejection(103, "Duplicate order id")
    static let filledOrder = Rejection(104, "Cannot modify a filled order.")
    static let mismatchedOrder = Rejection(105, "Order being modified does not match original order")
    static let priceIncrement = Rejection(
        110,
        "The price does not conform to the minimum price variation for this contract."
    )
    static let zeroSize = Rejection(434, "The order size cannot be zero.")
    static let missingParent = Rejection(10006, "Missing parent order.")
    static let readOnly = Rejection.invalid("The API interface is currently in Read-Only mode.")
    static let previewWithoutTransmit = Rejection(413, "What-if order should have the transmit flag set to true.")
    static let duplicateTicker = Rejection(102, "Duplicate ticker ID.")
}
