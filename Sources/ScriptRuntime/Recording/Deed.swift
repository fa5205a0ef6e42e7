internal import Notation
internal import ScriptHost
internal import TWSWire
internal import Trading

/// Something that a script does and that a replay compares: an intent, or an effect that others see.
struct Deed: Hashable {
    /// The description, for display.
    let text: String
    /// The bytes that are compared.
    private let bytes: [UInt8]
    /// The intent; `nil` for an effect.
    let intent: Intent?
    /// The script's line; `nil` if unknown. Not compared: a line moves when one is added above it.
    let line: Int?
    /// The frame with the answer to an intent, preceded by its length; empty if there is none.
    private(set) var answer: [UInt8] = []
    /// The request ID in its answer; `nil` if there is none.
    private(set) var requestId: Int?

    /// Makes an intent.
    init(_ intent: Intent, line: Int?) {
        var writer = ByteWriter()
        writer.intent(intent)
        (bytes, text, self.line, self.intent) = (writer.bytes, IntentText.of(intent), line, intent)
    }

    /// Takes the frame of its answer, which mentions only those facts about orders that the script does not know yet.
    mutating func take(answer frame: [UInt8], _ heard: inout HeardOrders) throws(ByteReader.Malformed) {
        answer = frame
        guard let intent else { return }
        var reader = ByteReader(frame, from: 5)
        if case .requested(let id) = try reader.verdict(to: intent, &heard) { requestId = id }
    }

    /// Makes an effect; `nil` for one that nobody sees: log lines, timers, and turns of the loop.
    init?(_ effect: ScriptEffect) {
        intent = nil
        var writer = ByteWriter()
        switch effect {
        case .deskTurn, .startTimer, .cancelTimer, .continueLater: return nil
        case .output(let event):
            guard ["print", "data", "screen"].contains(event.name) else { return nil }
            (text, line) = ("print \(event.text)", nil)
            writer.effect(effect)
        case .flatten(let request):
            (text, line) = ("flatten\(request.symbol.map { " \($0)" } ?? "")", nil)
            writer.effect(effect)
        case .remember(let entries):
            (text, line) = ("keep state " + entries.map(\.key).joined(separator: ", "), nil)
            writer.effect(effect)
        case .check(let check):
            (text, line) = ("expect \(check.text): \(check.holds ? "holds" : "fails")", check.line)
            writer.text(check.text)
            writer.flag(check.holds)
        case .ended(let end):
            (text, line) = ("end: \(end.reason.rawValue)\(end.message.map { ", \($0)" } ?? "")", nil)
            writer.text(end.reason.rawValue)
        }
        bytes = writer.bytes
    }

    static func == (left: Deed, right: Deed) -> Bool { left.bytes == right.bytes }

    func hash(into hasher: inout Hasher) { hasher.combine(bytes) }
}

/// What a script's process says in one frame.
enum ScriptSaying {
    /// The reason why the session could not be made.
    case unmade(String)
    /// What it has done, whether it wants to continue later, and whether it is back.
    case deeds([Deed], goesOn: Bool, isDone: Bool)
    /// Any other question.
    case question

    /// Reads a frame, starting at its kind.
    init(_ frame: [UInt8]) throws(ByteReader.Malformed) {
        var reader = ByteReader(frame)
        let number = try reader.tag()
        guard let kind = ScriptFrame(rawValue: number) else { throw ByteReader.Malformed("a frame of kind \(number)") }
        switch kind {
        case .unmade: self = .unmade(try reader.text())
        case .submit:
            let intent = try reader.intent()
            self = .deeds([Deed(intent, line: try reader.optionalInteger())], goesOn: false, isDone: false)
        case .effects, .done:
            var (deeds, goesOn): ([Deed], Bool) = ([], false)
            while !reader.isAtEnd {
                let effect = try reader.effect()
                if case .continueLater = effect { goesOn = true }
                if let deed = Deed(effect) { deeds.append(deed) }
            }
            self = .deeds(deeds, goesOn: goesOn, isDone: kind == .done)
        case .zone, .module, .readFile, .openFile, .writeFile, .closeFile: self = .question
        }
    }
}

/// Intents in words.
enum IntentText {
    static func of(_ intent: Intent) -> String {
        switch intent {
        case .place(let new): "place " + new.map { order($0.order, of: $0.contract.symbol) }.joined(separator: " + ")
        case .modify(let id, let terms, _): "modify order \(id) to \(order(terms, of: nil))"
        case .cancel(let id): "cancel order \(id)"
        case .cancelAll: "cancel all orders"
        case .cancelAccount: "cancel all orders of the account"
        case .orders: "look at the orders"
        case .holdings(let contract): "look at what is held" + (contract.map { " of \($0.symbol)" } ?? "")
        case .prepare(let contracts): "look up \(contracts.map(\.symbol).joined(separator: ", "))"
        case .whatIf(let new): "what if \(order(new.order, of: new.contract.symbol))"
        case .request(let message, _): message.name
        }
    }

    private static func order(_ order: Order, of symbol: String?) -> String {
        let size = order.totalQuantity.map { "\($0)" } ?? order.cashQty.map { "for \($0)" } ?? ""
        let prices = [order.lmtPrice, order.auxPrice].compactMap { $0 }.filter { $0 != 0 }
        let words = [order.action.text, size, symbol ?? "", order.orderType.text] + prices.map { "\($0)" }
        return words.filter { !$0.isEmpty }.joined(separator: " ")
    }
}
