extension HeaderTable {
    private func wrong(_ key: String, _ expected: String, _ value: HeaderValue) -> HeaderError {
        failure(.wrongType, key, "must be \(expected), is \(value.type)")
    }

    /// Reads a one-line string without terminal control characters; `nil` if the key is absent.
    func text(_ key: String, longest: Int) throws(HeaderError) -> String? {
        guard let value = entry(key)?.value else { return nil }
        guard case .string(let text) = value else { throw wrong(key, "a string", value) }
        guard text.unicodeScalars.count <= longest else {
            throw failure(.invalidValue, key, "is longer than \(longest) characters")
        }
        let isPlain = text.unicodeScalars.allSatisfy {
            ![.control, .format, .lineSeparator, .paragraphSeparator].contains($0.properties.generalCategory)
        }
        guard isPlain else { throw failure(.invalidValue, key, "must be one line without control characters") }
        return text
    }

    func boolean(_ key: String) throws(HeaderError) -> Bool? {
        guard let value = entry(key)?.value else { return nil }
        guard case .boolean(let boolean) = value else { throw wrong(key, "true or false", value) }
        return boolean
    }

    /// Reads a finite number above zero and at most `largest`.
    func positiveNumber(_ key: String, largest: Double = .greatestFiniteMagnitude) throws(HeaderError) -> Double? {
        guard let value = entry(key)?.value else { return nil }
        let number: Double
        switch value {
        case .integer(let integer): number = Double(integer)
        case .number(let double): number = double
        default: throw wrong(key, "a number", value)
        }
        guard number > 0, number <= largest else {
            let bound = largest == .greatestFiniteMagnitude ? "above 0" : "above 0 and at most \(Self.plain(largest))"
            throw failure(.invalidValue, key, "must be \(bound), is \(Self.plain(number))")
        }
        return number
    }

    /// Reads an integer from 1 to `largest`.
    func positiveInteger(_ key: String, largest: Int64 = .max) throws(HeaderError) -> Int64? {
        guard let value = entry(key)?.value else { return nil }
        guard case .integer(let integer) = value else { throw wrong(key, "an integer", value) }
        guard (1...largest).contains(integer) else {
            let bound = largest == .max ? "at least 1" : "from 1 to \(largest)"
            throw failure(.invalidValue, key, "must be \(bound), is \(integer)")
        }
        return integer
    }

    /// Reads a list of strings; `nil` if the key is absent.
    func texts(_ key: String) throws(HeaderError) -> [String]? {
        guard let value = entry(key)?.value else { return nil }
        guard case .array(let values) = value else { throw wrong(key, "a list of strings", value) }
        var texts: [String] = []
        for element in values {
            guard case .string(let text) = element else {
                throw failure(.wrongType, key, "must be a list of strings, but contains \(element.type)")
            }
            texts.append(text)
        }
        return texts
    }

    /// Reads the table under a key; empty if the key is absent.
    func table(_ key: String) throws(HeaderError) -> HeaderTable? {
        guard let value = entry(key)?.value else { return nil }
        guard case .table(let table) = value else { throw wrong(key, "a table", value) }
        return table
    }

    static func plain(_ value: Double) -> String {
        Int64(exactly: value).map { "\($0)" } ?? "\(value)"
    }
}
