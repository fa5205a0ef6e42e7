/// What to do about the codes of TWS that scripts meet most.
enum TWSCode {
    /// The next step, if there is one that helps everybody who gets this code with this message.
    static func remedy(_ code: Int, _ message: String) -> String? {
        switch code {
        case 110: "give a price that is a multiple of the contract's minTick"
        case 162: "ask for a shorter duration or another time; IB has no such data, or the requests came too fast"
        case 200: "check symbol, secType, exchange, primaryExchange and currency; details(c) shows what exists"
        case 201: "read the reason in the message; nothing was traded"
        case 354, 10089, 10090, 10168, 10186, 10187:
            "subscribe to the data at IB, or take delayed data: quote(c, {delayed = true})"
        case 321 where message.lowercased().hasSuffix("read-only mode."):
            "untick Read-Only API in TWS under Global Configuration, API, Settings"
        case 321: "check the fields of the request"
        case 10147, 10148: "the order is already done or was never there"
        default: nil
        }
    }
}
