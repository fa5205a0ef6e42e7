package import Trading

extension AccountLimits {
    private static let ownKeys = [
        "account", "currencies", "price_collar", "max_open_orders_per_side", "max_gross_per_day",
        "max_refusals_per_minute",
    ]

    /// Parses the text of a limits file.
    ///
    /// - Parameter file: Its name, for errors.
    /// - Throws: ``HeaderError`` with the line: not TOML, an unknown key, a wrong type or an invalid value.
    package init(text: String, file: String) throws(HeaderError) {
        let root = try HeaderTable.parse(HeaderComment(text: text, firstLine: 1), file: file, subject: "file")
        let keys = TradePermissions.Key.allCases.filter { $0 != .onStop && $0 != .scope }.map(\.rawValue)
        try root.allowOnly(Self.ownKeys + keys)
        self.init(permissions: try root.permissions(inputs: [], besides: Self.ownKeys))
        account = try root.text("account", longest: 64)
        currencies = try root.texts("currencies")
        priceCollar = try root.fraction("price_collar")
        maxOpenOrdersPerSide = try root.positiveInteger("max_open_orders_per_side", largest: Int64(Int32.max)).map {
            Int($0)
        }
        maxGrossPerDay = try root.positiveNumber("max_gross_per_day")
        maxRefusalsPerMinute = try root.positiveInteger("max_refusals_per_minute", largest: Int64(Int32.max)).map {
            Int($0)
        }
    }
}

extension HeaderTable {
    /// Reads a number from 0 to 1.
    fileprivate func fraction(_ key: String) throws(HeaderError) -> Double? {
        switch entry(key)?.value {
        case nil: return nil
        case .integer(0): return 0
        case .number(0): return 0
        default: return try positiveNumber(key, largest: 1)
        }
    }
}
