/// Orders that a script makes and never places: it only uses their members.
extension CheckSubject {
    /// Whether a call makes an order that nothing else gets: its members are used at once, or those of the only
    /// variable that holds it are.
    ///
    /// - Parameter read: The calls of which a member is used at once, as in ``ordersReadAtOnce()``.
    func isOnlyRead(_ call: LuaCall, _ read: Set<Int>) -> Bool {
        guard vocabulary.orderFunctions[call.path] != nil, let number = call.number else { return false }
        if read.contains(number) { return true }
        guard let variable = facts.variables.callHolders[number], !facts.reassigned.contains(variable) else {
            return false
        }
        let name = LuaProtection.Name.local(variable)
        let uses = facts.variables.uses[name] ?? []
        // A use that is not recorded may do anything with the order.
        return uses.count == facts.protection.readCount(of: name)
            && uses.allSatisfy { use in
                if case .part = use { true } else { false }
            }
    }

    /// Returns the numbers of the calls of which the script uses a member without keeping what they give:
    /// `order("BUY", 1).action`.
    func ordersReadAtOnce() -> Set<Int> {
        var read: Set<Int> = []
        for use in facts.objectUses where use.call != .method {
            guard case .call(let path, let number?) = use.origin.source, use.origin.steps.isEmpty,
                use.origin.variables.isEmpty, vocabulary.orderFunctions[path] != nil
            else { continue }
            read.insert(number)
        }
        return read
    }
}
