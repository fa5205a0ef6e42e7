extension TradePermissions {
    /// Keys whose rule is enforced natively.
    ///
    /// `on_stop` is carried out by the runtime, `scope` by the desk, all others here by ``RiskGate``.
    package static let enforcedKeys: Set<Key> = [
        .symbols, .sides, .orderTypes, .maxOrderQuantity, .fractional, .negativePrices, .onStop, .scope,
    ]

    /// Keys that the header sets and that nothing enforces yet, in the order of ``Key``.
    ///
    /// A run on paper is refused when there are any.
    package var notEnforcedKeys: [Key] { presentKeys.filter { !Self.enforcedKeys.contains($0) } }
}
