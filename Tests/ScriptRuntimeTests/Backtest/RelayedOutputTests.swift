import Notation
import Testing

@testable import ScriptRuntime

/// The lines of a backtest's process, as the program writes them.
@Suite("Relayed output")
struct RelayedOutputTests {
    private func written(_ body: (inout RelayedOutput) throws -> Void) throws -> (output: String, error: String) {
        let (output, error) = (ConsolePipe(), ConsolePipe())
        var relayed = RelayedOutput(output: output.writer, error: error.writer)
        try body(&relayed)
        return (output.rest(), error.rest())
    }

    @Test("is what was sent, on the stream that was meant")
    func plain() throws {
        let result = try written {
            try $0.write([UInt8]("a\tb\nä €\n".utf8), to: 0)
            try $0.write([UInt8]("log\n".utf8), to: 1)
        }
        #expect(result == ("a\tb\nä €\n", "log\n"))
    }

    @Test("holds nothing on which a terminal acts")
    func hostile() throws {
        let result = try written {
            try $0.write([UInt8]("\u{1B}[2J\u{9B}31m\r\u{202E}\n".utf8) + [0xFF, 0x9B, 0x0A], to: 0)
            $0.show(["\u{1B}]0;x\u{07}", "b\nc"])
        }
        #expect(
            result.output
                == "\\u{1b}[2J\\u{9b}31m\\r\\u{202e}\n\u{FFFD}\u{FFFD}\n\\u{1b}]0;x\\u{7}\nb\\nc\n"
        )
    }

    @Test("shows a table again only if it has changed")
    func screen() throws {
        let result = try written {
            $0.show(["a"])
            $0.show(["a"])
            $0.show(["b"])
        }
        #expect(result.output == "a\nb\n")
    }

    @Test("goes to no other stream")
    func stream() throws {
        #expect(throws: ByteReader.Malformed.self) { try written { try $0.write([0x61], to: 2) } }
    }
}
