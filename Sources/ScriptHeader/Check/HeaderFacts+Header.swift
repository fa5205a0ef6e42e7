internal import ScriptCheck
internal import TWSWire
internal import Trading

extension HeaderFacts {
    /// Creates the facts that a script's text is checked against. Refusals are those of the simulator, where the
    /// header's limits replace the defaults.
    init(_ header: ScriptHeader) {
        let gate = HeaderGate(header.permissions)
        self.init(
            inputs: header.inputs.map { input in
                let values = (input.choices + [input.defaultValue].compactMap { $0 }).flatMap(\.permitted)
                let mayLack = input.isOptional && input.defaultValue == nil
                return Input(
                    name: input.name,
                    line: input.line,
                    values: values,
                    type: input.type.given + (mayLack ? "?" : "")
                )
            },
            permissions: header.permissions.map { Permissions($0, of: header) },
            denials: { gate.denials(of: $0) },
            lacks: { gate.lacks(of: $0) },
            scopeDenial: { [scope = header.permissions?.scope] function in
                scope == .account ? nil : Denial.scope(of: function).description
            },
            fieldDenial: { gate.denial(ofField: $0) },
            contractDenial: { gate.denial(ofSymbol: $0, type: $1) },
            outputDenial: header.writesToStdout ? nil : "\(FileGrant.noOutput.reason); \(FileGrant.noOutput.remedy)",
            isGranted: { [files = header.files] path, writes in
                FileGrant.fault(of: path) == nil && (writes ? files.mayWrite(path) : files.mayRead(path))
            }
        )
    }
}

extension InputType {
    /// The type of its values in a script.
    fileprivate var given: String {
        switch self {
        case .symbol, .string, .time, .choice: "string"
        case .symbols: "string[]"
        case .integer, .number, .price: "number"
        case .boolean: "boolean"
        }
    }
}

extension HeaderFacts.Permissions {
    /// The header keys that permit order fields.
    private static func openers(
        _ permissions: TradePermissions,
        _ line: (TradePermissions.Key) -> Int
    ) -> [HeaderFacts.Permitted] {
        var openers: [HeaderFacts.Permitted] = []
        func add(_ key: TradePermissions.Key, _ fields: [String]) {
            openers.append(.init(key: key.rawValue, values: fields, line: line(key)))
        }
        if permissions.conditions == true { add(.conditions, ["conditions"]) }
        if permissions.outsideRth == true { add(.outsideRth, ["outsideRth"]) }
        if permissions.algos?.isEmpty == false { add(.algos, ["algoStrategy"]) }
        for field in permissions.orderFields ?? [] { add(.orderFields, [field]) }
        return openers
    }

    fileprivate init(_ permissions: TradePermissions, of header: ScriptHeader) {
        let line = header.tradeLine ?? header.line
        func list(_ key: TradePermissions.Key, _ values: [String]?) -> HeaderFacts.Permitted? {
            values.map { .init(key: key.rawValue, values: $0, line: header.tradeKeyLines[key] ?? line) }
        }
        self.init(
            line: line,
            symbols: list(.symbols, permissions.symbols),
            sides: list(.sides, permissions.sides?.map(\.text)),
            orderTypes: list(.orderTypes, permissions.orderTypes?.map(\.text)),
            openers: Self.openers(permissions) { header.tradeKeyLines[$0] ?? line }
        )
    }
}
