import TWSWire
import Testing

/// The closed vocabulary: every known word and every unknown one goes out as it came in.
@Suite struct VocabularyTests {
    /// What a reader makes of a text, and what it writes again.
    private static func echo<Word: VocabularyWord>(_ type: Word.Type, _ text: String) -> String { type.init(text).text }

    private static let types: [any VocabularyWord.Type] = [
        OrderAction.self, OrderType.self, TimeInForce.self, OrderStatus.self, SecurityType.self, ExecutionSide.self,
        OptionRight.self,
    ]

    @Test func knownWordsRoundTrip() {
        func check<Word: VocabularyWord>(_ type: Word.Type) {
            for word in type.known {
                #expect(Word(word.text) == word && word.isKnown, "\(word)")
                #expect("\(word)" == word.text)
            }
            #expect(Set(type.known.map(\.text)).count == type.known.count)
        }
        for type in Self.types { check(type) }
    }

    @Test(arguments: ["", "?", "0", "PEGBENCH", "mkt", " MKT", "MKT ", "A word that is longer than fifteen bytes", "é"])
    func unknownTextsAreKept(text: String) {
        func check<Word: VocabularyWord>(_ type: Word.Type) {
            #expect(Self.echo(type, text) == text)
            #expect(!Word(text).isKnown)
        }
        for type in Self.types { check(type) }
    }

    @Test func wordsAreThoseOfTheProtocol() {
        #expect(OrderAction("SSHORT") == .sellShort && OrderType("STP LMT") == .stopLimit)
        #expect(OrderType("TRAIL LIMIT") == .trailLimit && TimeInForce("GTC") == .goodTillCancelled)
        #expect(SecurityType("CASH") == .forex && ExecutionSide("SLD") == .sold && OptionRight("P") == .put)
        #expect(OrderType("") == .unset && OrderType("WRONG") == .other("WRONG"))
    }

    @Test func finalStatuses() {
        let final = OrderStatus.known.filter(\.isFinal).map(\.text).sorted()
        #expect(final == ["ApiCancelled", "Cancelled", "Filled", "Inactive"])
        #expect(!OrderStatus.unset.isFinal && !OrderStatus("Frozen").isFinal)
    }

    @Test func rightsInBothSpellings() {
        #expect(["C", "CALL", "P", "PUT", "0"].map { OptionRight($0).isCall } == [true, true, false, false, false])
        #expect(["C", "CALL", "P", "PUT", "0"].map { OptionRight($0).isPut } == [false, false, true, true, false])
    }

    @Test func fieldsStayTexts() throws {
        var order = Order()
        let index = try #require(Order.index(of: "orderType"))
        guard case .absent = order.value(at: index) else { throw WireError(.wrongType, detail: "a value") }
        try order.set(.string("LMT"), at: index)
        #expect(order.orderType == .limit)
        try order.set(.string("PEGBENCH"), at: index)
        guard case .string("PEGBENCH") = order.value(at: index) else { throw WireError(.wrongType, detail: "no text") }
    }

    @Test("both encodings keep an unknown word", arguments: [200, 226])
    func encodingsKeepUnknownWords(serverVersion: Int) throws {
        var message = ServerMessage.OpenOrder()
        message.order.orderType = OrderType("PEGBENCH")
        message.order.tif = TimeInForce("NEVER")
        message.contract.right = OptionRight("?")
        message.orderState.status = OrderStatus("Frozen")
        let bytes = try ServerMessage.openOrder(message).body(serverVersion: serverVersion)
        let decoded = try ServerMessage.decode(bytes.span, serverVersion: serverVersion).message
        guard case .openOrder(let again) = decoded else { throw WireError(.wrongType, detail: "no openOrder") }
        #expect(again.order.orderType.text == "PEGBENCH" && again.order.tif.text == "NEVER")
        #expect(again.contract.right.text == "?" && again.orderState.status.text == "Frozen")
    }
}
