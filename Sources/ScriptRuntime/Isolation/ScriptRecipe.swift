internal import CivilTime
internal import Notation
internal import ScriptHeader
internal import ScriptHost

/// What the process of a script makes its session from: the first thing it receives, once it is locked down.
///
/// The header is read again there, from the same source: reading it means processing untrusted text.
struct ScriptRecipe {
    var source: [UInt8]
    var file: String
    let inputs: [String: String]
    let mode: ScriptConfiguration.Mode
    let seed: Int
    let run: String
    /// The zone of functions that take a time of day if the header names none; `nil` for New York's.
    let zone: String?
    /// Whether it starts again in a run that continues.
    let isReloaded: Bool

    /// Makes the recipe for a session of this script.
    init(_ script: LoadedScript, _ configuration: ScriptConfiguration, zone: String?) {
        self.zone = zone
        source = script.bytes
        file = script.file
        inputs = script.inputs
        mode = configuration.mode
        seed = configuration.seed
        run = configuration.run
        isReloaded = configuration.isReloaded
    }

    /// The frame that carries it.
    var frame: [UInt8] {
        var writer = ByteWriter(RunFrame.load)
        writer.block(source)
        writer.text(file)
        writer.list(inputs.sorted { $0.key < $1.key }) {
            $0.text($1.key)
            $0.text($1.value)
        }
        writer.text(mode.rawValue)
        writer.integer(seed)
        writer.text(run)
        writer.optionalText(zone)
        writer.flag(isReloaded)
        return writer.frame()
    }

    /// Reads the frame after its kind.
    init(_ reader: inout ByteReader) throws(ByteReader.Malformed) {
        source = try reader.block()
        file = try reader.text()
        let pairs = try reader.list { reader throws(ByteReader.Malformed) in (try reader.text(), try reader.text()) }
        inputs = Dictionary(pairs) { first, _ in first }
        mode = try reader.word(ScriptConfiguration.Mode.self)
        seed = try reader.integer()
        run = try reader.text()
        zone = try reader.optionalText()
        isReloaded = try reader.flag()
    }

    /// Returns the configuration of the session.
    func configuration(zones load: @escaping @Sendable (String) -> ZoneRules?) throws(HeaderError)
        -> ScriptConfiguration
    {
        let header = try ScriptHeader.parse(source: source, file: file)
        var configuration = ScriptConfiguration(
            mode: mode,
            header: try header.resolve(inputs: inputs),
            seed: seed,
            run: run,
            zones: ZoneSource(usual: ZoneDatabase.usual(header.timezone ?? zone), load: load)
        )
        configuration.isReloaded = isReloaded
        return configuration
    }
}
