package import ScriptCheck

extension ScriptCheck {
    /// Checks a script's text together with its header.
    package func findings(source: String, file: String) -> [Finding] {
        findings(source: Array(source.utf8), file: file)
    }

    /// Checks the bytes of a script's file together with its header.
    ///
    /// - Parameter modules: The modules that the script loads, which must obey the same header.
    /// - Returns: The findings by line and column; only the length finding if the file is too long to be a script.
    package func findings(source: [UInt8], file: String, modules: [Module] = []) -> [Finding] {
        do {
            let header = try ScriptHeader.parse(source: source, file: file)
            return findings(source: source, file: file, header: HeaderFacts(header), modules: modules)
        } catch {
            let fault = Finding(error)
            if error.code == .sourceTooLong { return [fault] }
            return findings(source: source, file: file, header: nil, faults: [fault], modules: modules)
        }
    }
}

extension Finding {
    /// Creates a finding from a header error.
    init(_ error: HeaderError) {
        self.init(
            severity: .error,
            file: error.file,
            line: error.line ?? 1,
            column: error.column,
            message: error.message,
            code: Code(rawValue: error.code.rawValue)
        )
    }
}
