internal import Testing

@testable internal import TWSWire

/// How single values are written and read.
@Suite struct TextFieldTests {
    @Test("Control characters are refused", arguments: [0, 1, 7, 11, 27, 31] as [UInt8], WireSide.allCases)
    func controlCharacters(_ byte: UInt8, _ side: WireSide) {
        var writer = TextWriter(serverVersion: 200, side: side)
        let text = "a\(Character(UnicodeScalar(byte)))b"
        let error = #expect(throws: WireError.self) { try writer.string(text, "account") }
        #expect(error?.code == .controlCharacter)
        #expect(error?.field == "account")
    }

    @Test func aControlCharacterDeepInsideAMessageIsRefused() {
        var message = ClientMessage.PlaceOrder()
        message.order.algoStrategy = "Adaptive"
        var tag = TagValue()
        tag.tag = "a\u{0}b"
        message.order.algoParams = [tag]
        #expect(throws: WireError.self) { try ClientMessage.placeOrder(message).body(serverVersion: 200) }
    }

    @Test func tabAndLineEndsPass() throws {
        var writer = TextWriter(serverVersion: 200, side: .client)
        try writer.string("a\tb\r\nc", "text")
        #expect(writer.bytes == Array("a\tb\r\nc\u{0}".utf8))
    }

    @Test func clientsSendASCIIOnly() {
        var writer = TextWriter(serverVersion: 200, side: .client)
        #expect(throws: WireError.self) { try writer.string("Zürich", "orderRef") }
    }

    @Test(
        "Server texts are UTF-8 up to 152, then ASCII with escapes",
        arguments: [(152, "Zürich €"), (153, "Z\\u00fcrich \\u20ac"), (200, "Z\\u00fcrich \\u20ac")]
    )
    func serverTexts(_ version: Int, _ expected: String) throws {
        var message = ServerMessage.Error()
        message.errorString = "Zürich €"
        let body = try ServerMessage.error(message).body(serverVersion: version)
        #expect(Hex.fields(body).contains(expected))
        let decoded = try ServerMessage.decode(body.span, serverVersion: version).message
        #expect(decoded == .error(message))
    }

    @Test(
        "A backslash is escaped where clients undo escapes",
        arguments: ["C:\\new", "\\u0041", "{\"a\":\"\\\"\"}", "\\"]
    )
    func backslashes(_ text: String) throws {
        var message = ServerMessage.Error()
        message.errorString = text
        let body = try ServerMessage.error(message).body(serverVersion: 200)
        #expect(!Hex.fields(body).contains(text))
        #expect(try ServerMessage.decode(body.span, serverVersion: 200).message == .error(message))
    }

    @Test(
        "A backslash stays where clients take the text as it is",
        arguments: [("a\\b", "a\\b"), ("\\u0041", "\\u005cu0041")]
    )
    func backslashesElsewhere(_ text: String, _ expected: String) throws {
        var message = ServerMessage.OpenOrder()
        message.order.orderRef = text
        let body = try ServerMessage.openOrder(message).body(serverVersion: 200)
        #expect(Hex.fields(body).contains(expected))
        guard case .openOrder(let decoded) = try ServerMessage.decode(body.span, serverVersion: 200).message else {
            Issue.record("not an openOrder")
            return
        }
        #expect(decoded.order.orderRef == text)
    }

    @Test(
        "A separator inside a tag list cannot smuggle a tag in",
        arguments: [("a;b", "1"), ("a", "1;b=2"), ("a=b", "1")]
    )
    func tagLists(_ tag: String, _ value: String) {
        var pair = TagValue()
        pair.tag = tag
        pair.value = value
        var writer = TextWriter(serverVersion: 200, side: .client)
        #expect(throws: WireError.self) { try writer.tagValues([pair], "orderMiscOptions") }
    }
}

/// What stands for "not set".
@Suite struct UnsetValueTests {
    @Test(
        "Every client's unset double",
        arguments: [
            "", "1.7976931348623157e+308", "1.7976931348623157E308", "1.797693135e+308", "1.7976931348623157E+308",
            "1e400",
        ]
    )
    func doubles(_ text: String) throws {
        let bytes = Array("\(text)\u{0}".utf8)
        var reader = TextReader(bytes.span, serverVersion: 200)
        #expect(try reader.optionalDouble("lmtPrice") == nil)
        let isAtEnd = reader.isAtEnd
        #expect(isAtEnd)
    }

    @Test(
        "Every client's unset decimal",
        arguments: [
            "", "2147483647", "9223372036854775807", "-9223372036854775808", "170141183460469231731687303715884105727",
            "1.7976931348623157E308", "1.7976931348623157e+308", "-SNaN",
        ]
    )
    func decimals(_ text: String) throws {
        let bytes = Array("\(text)\u{0}".utf8)
        var reader = TextReader(bytes.span, serverVersion: 200)
        #expect(try reader.decimal("totalQuantity") == nil)
    }

    @Test("Infinity by its names", arguments: ["Infinity", "Infinite"])
    func infinity(_ text: String) throws {
        let bytes = Array("\(text)\u{0}".utf8)
        var reader = TextReader(bytes.span, serverVersion: 200)
        #expect(try reader.unboundedDouble("competeAgainstBestOffset") == .infinity)
        var other = TextReader(bytes.span, serverVersion: 200)
        #expect(throws: WireError.self) { try other.optionalDouble("lmtPrice") }
    }

    @Test(
        "Not a number",
        arguments: ["nan", "inf", "-inf", "0x1p3", "1,5", "--1", "1e", "e5", " 1", "1 ", "1.2.3", "-", "."]
    )
    func malformed(_ text: String) {
        for isDecimal in [false, true] {
            let error = #expect(throws: WireError.self) {
                let bytes = Array("\(text)\u{0}".utf8)
                var reader = TextReader(bytes.span, serverVersion: 200)
                if isDecimal { _ = try reader.decimal("field") } else { _ = try reader.optionalDouble("field") }
            }
            #expect(error?.code == .malformedField)
        }
    }

    @Test("Integers out of range", arguments: ["2147483648", "-2147483649", "99999999999999999999"])
    func integers(_ text: String) {
        let error = #expect(throws: WireError.self) {
            let bytes = Array("\(text)\u{0}".utf8)
            var reader = TextReader(bytes.span, serverVersion: 200)
            _ = try reader.int("reqId")
        }
        #expect(error?.code == .outOfRange)
    }
}
