extension TradePermissions {
    /// Keys whose rule is enforced natively.
    ///
    /// `on_stop` is carried out by the runtime, all others here by ``PermissionGate``.
    package static let enforcedKeys: Set<Key> = [
        .symbols, .sides, .orderTypes, .maxOrderQuantity, .fractional, .negativePrices, .onStop,
    ]

    /// Keys that the header sets and that nothing enforces yet, in the order of ``Key``.
    ///
    /// A run on paper is refused when there are any; on the simulator they are stated at the start. `on_stop` is
    /// among them when its value is one that is not carried out yet.
    package var notEnforcedKeys: [Key] {
        presentKeys.filter { key in
            if key == .onStop, let onStop { return !OnStop.enforced.contains(onStop) }
            return !Self.enforcedKeys.contains(key)
        }
    }
}
