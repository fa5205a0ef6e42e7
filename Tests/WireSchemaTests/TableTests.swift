internal import Testing
internal import WireSchema

/// Faults in a table are named with file and line.
@Suite struct TableTests {
    private static let header =
        "direction\tmsgId\tmsgName\tposition\twireName\ttype\tsinceServerVersion\tuntilServerVersion\tcondition\tpath\tunset"
        + "\tform\tnotes\n"
    private static let structureHeader = "structure\tfield\ttype\tdefault\tunit\tdoc\n"
    private static let protobufHeader =
        "message\tstructures\tgateServerVersion\tfieldNumber\twireName\ttype\tlabel\tmessageType\tpath\tpresence\n"

    private func schema(
        messages: String = "",
        structures: String = "",
        vocabulary: String = "",
        protobuf: String = "",
        versions: String = ""
    ) throws -> Schema {
        try Schema(
            messages: Self.header + messages,
            structures: Self.structureHeader + structures,
            vocabulary: "type\tcase\ttext\tdoc\n" + vocabulary,
            protobuf: Self.protobufHeader + protobuf,
            serverVersions: "version\tgate\n" + versions
        )
    }

    @Test func readsAMessageWithNestedGroups() throws {
        let schema = try schema(
            messages: """
                in\t9\tnested\t0\tmsgId\tint\t150\t\t\t-\t\tNESTED
                in\t9\tnested\t1\touterCount\tcount\t\t\t\touter
                in\t9\tnested\t1.1\touter.name\tstring\t\t160\t\tname
                in\t9\tnested\t1.2\touter.innerCount\tcount\t\t\t\tinner
                in\t9\tnested\t1.2.1\tinner.size\tdecimal\t\t\touter.name!=""\tsize\tempty
                in\t9\tnested\t2\tlast\tdouble\t\t\t\tlast\tMAX\tplain
                out\t10\tbare\t0\tmsgId\tint\t\t\t\t-\t\tBARE\tprotobuf only
                """
        )
        #expect(schema.messages.map(\.name) == ["nested", "bare"])
        #expect(schema.messages[0].since == 150)
        #expect(schema.messages[0].direction == .server)
        #expect(schema.messages[1].protobufOnly)
        let rows = schema.messages[0].rows
        #expect(rows.map(\.position) == ["1", "2"])
        #expect(rows[0].members.map(\.position) == ["1.1", "1.2"])
        #expect(rows[0].members[0].until == 160)
        #expect(rows[0].members[1].members.map(\.wireName) == ["inner.size"])
        #expect(rows[1].unset == "MAX")
        #expect(rows[1].form == "plain")
    }

    @Test(
        "A message begins with its id",
        arguments: [
            "in\t9\tx\t1\tversion\tint", "up\t9\tx\t0\tmsgId\tint", "in\tnine\tx\t0\tmsgId\tint",
        ]
    )
    func messageHeads(_ row: String) {
        let error = #expect(throws: SchemaError.self) { try schema(messages: row) }
        #expect(error?.description.hasPrefix("messages.tsv:2: ") == true)
    }

    @Test func aRowWithTooManyCellsIsNamed() {
        let error = #expect(throws: SchemaError.self) {
            try schema(messages: "in\t9\tx\t0\tmsgId\tint\n" + String(repeating: "x\t", count: 20))
        }
        #expect(error?.line == 3)
    }

    @Test func aBadConditionIsNamed() {
        let error = #expect(throws: SchemaError.self) {
            try schema(messages: "in\t9\tx\t0\tmsgId\tint\nin\t9\tx\t1\ta\tint\t\t\tnonsense\ta")
        }
        #expect(error?.line == 3)
    }

    @Test func aStructureHasAHead() {
        let orphan = #expect(throws: SchemaError.self) { try schema(structures: "Bar\topen\tdouble") }
        #expect(orphan?.file == "structures.tsv")
        let foreign = #expect(throws: SchemaError.self) {
            try schema(structures: "Bar\t\t\t\t\tBars.\nFoo\topen\tdouble")
        }
        #expect(foreign?.line == 3)
    }

    @Test func readsVocabularies() throws {
        let rows = "Side\t\t\tSides.\nSide\tbought\tBOT\tBought.\nSide\tsold\tSLD\tSold."
        let side = try #require(try schema(vocabulary: rows).vocabularies.first)
        #expect(side.name == "Side" && side.words.map(\.name) == ["bought", "sold"])
        #expect(side.word("SLD")?.name == "sold" && side.word("SOLD") == nil)
        let faults = ["Side\tbought\tBOT", "Side\t\t\tSides.\nSide\tbought\t", "Side\t\t\tSides.\nTif\tday\tDAY"]
        for fault in faults {
            let error = #expect(throws: SchemaError.self) { try schema(vocabulary: fault) }
            #expect(error?.file == "vocabulary.tsv")
        }
    }

    @Test func typeWordsComeApart() throws {
        let schema = try schema(
            structures: "Bar\t\t\t\t\tBars.\nBar\tlegs\tlist<ComboLeg>\nBar\tsize\tdecimal?\nBar\tname\tstring"
        )
        let fields = try #require(schema.structure("Bar")?.fields)
        #expect(fields.map(\.element) == ["ComboLeg", "decimal", "string"])
        #expect(fields.map(\.isList) == [true, false, false])
        #expect(fields.map(\.isOptional) == [false, true, false])
    }

    @Test func numbersAreNeeded() {
        #expect(throws: SchemaError.self) { try schema(protobuf: "Bar\tBar\t\tx\topen\tdouble") }
        #expect(throws: SchemaError.self) { try schema(versions: "x\tGATE") }
        #expect(throws: SchemaError.self) {
            try Schema(messages: "", structures: "", vocabulary: "", protobuf: "", serverVersions: "")
        }
    }
}
