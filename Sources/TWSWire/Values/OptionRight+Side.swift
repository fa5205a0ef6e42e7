extension OptionRight {
    /// Whether it is a call, in either spelling.
    public var isCall: Bool { self == .call || self == .callInFull }

    /// Whether it is a put, in either spelling.
    public var isPut: Bool { self == .put || self == .putInFull }
}
