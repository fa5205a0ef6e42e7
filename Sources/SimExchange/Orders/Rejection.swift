internal import TWSWire

/// Why a request is refused: the content of the error message.
struct Rejection: Error, Hashable, Sendable {
    let code: Int
    let text: String

    init(_ code: Int, _ text: String) {
        self.code = code
        self.text = text
    }

    /// Returns error 321 in TWS's wording: `request` is TWS's own short name for the request's class.
    static func invalid(_ cause: String, request: String = "bF") -> Rejection {
        Rejection(321, "Error validating request.-'\(request)' : cause - \(cause)")
    }

    /// Returns error 321 about a kind of request, with TWS's name for it.
    static func invalid<Payload: ClientMessagePayload>(_ cause: String, of type: Payload.Type) -> Rejection {
        invalid(cause, request: RequestTable.errorName(of: type))
    }

    /// Returns error 321 for what the simulator does not support yet.
    static func unsimulated(_ what: String) -> Rejection {
        Rejection(321, "Error validating request.-'sim' : cause - \(what) is not simulated yet")
    }

    /// Returns error 321 for an account that does not belong to the login.
    static func invalidAccount(_ code: String, request: String = "bF") -> Rejection {
        .invalid("Invalid account code '\(code)'", request: request)
    }

    static let missingAccount = Rejection.invalid("You must specify an account.")
    static let unknownContract = Rejection(200, "No security definition has been found for the request")
    static let duplicateOrderID = Rejection(103, "Duplicate order id")
    static let mismatchedOrder = Rejection(105, "Order being modified does not match original order")
    static let priceIncrement = Rejection(
        110,
        "The price does not conform to the minimum price variation for this contract."
    )
    static let incompatibleTimeInForce = Rejection(
        111,
        "The Time in force (tif type) and the order type are incompatible."
    )
    static let closingTimeInForce = Rejection(113, "The Tif option should be set to DAY for MOC and LOC orders.")
    static let missingOffset = Rejection(158, "You must specify an offset amount or a percent offset value.")
    static let percentOffset = Rejection(159, "The percent offset value must be between 0% and 100%.")
    static let unsupportedType = Rejection(387, "Unsupported order type for this exchange and security type.")
    static let zeroSize = Rejection(434, "The order size cannot be zero.")
    static let missingParent = Rejection(10006, "Missing parent order.")
    static let readOnly = Rejection.invalid("The API interface is currently in Read-Only mode.")
    static let previewWithoutTransmit = Rejection(413, "What-if order should have the transmit flag set to true.")
    static let clientIDInUse = Rejection(
        326,
        "Unable to connect as the client id is already in use. Retry with a unique client id."
    )
    static let duplicateTicker = Rejection(102, "Duplicate ticker ID.")
}
