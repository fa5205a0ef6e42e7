internal import ArgumentParser
internal import ScriptRuntime

/// `ibscript wire`: converts frames as hex to messages as JSON and back.
struct WireCommand: ParsableCommand {
    static let name = "wire"
    static let configuration = CommandConfiguration(
        commandName: name,
        abstract: "Turn frames in hex into messages in JSON, and back.",
        discussion: """
            Example: echo '{"message":"reqCurrentTime"}' | ibscript wire encode --side client

            Reads stdin, one frame or JSON object per line; a bad line gives {"error":…} and exit code 65 at the end.
            """,
        subcommands: [Decode.self, Encode.self]
    )

    /// The options of both directions.
    struct Wire: ParsableArguments {
        @Option(
            help: "Server version that both sides agreed on (default: 200).",
            transform: WholeNumber.inside(RuntimeFacts.serverVersions)
        )
        var version = 200

        @Option(help: "The side that sent the frame.")
        var side = WireTool.Side.server
    }

    /// `ibscript wire decode`.
    struct Decode: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "decode",
            abstract: "Frames (hex, with or without length prefix) to JSON lines.",
            discussion: "Example: ibscript wire decode --version 200 --side server < frames.hex"
        )

        @OptionGroup var wire: Wire

        func run() throws {
            throw ExitCode(WireTool.run(.decode, version: wire.version, side: wire.side))
        }
    }

    /// `ibscript wire encode`.
    struct Encode: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "encode",
            abstract: "JSON lines to frames in hex.",
            discussion: "Example: ibscript wire encode --version 178 --side client < messages.json"
        )

        @OptionGroup var wire: Wire

        func run() throws {
            throw ExitCode(WireTool.run(.encode, version: wire.version, side: wire.side))
        }
    }
}
