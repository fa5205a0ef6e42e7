/// What is nil for certain, whatever the script computes.
extension CheckSubject {
    /// Whether the value is nil for certain.
    func isNothing(_ shape: LuaShape) -> Bool {
        switch shape {
        case .nothing: true
        case .path(let name): isUnknown(name) || isUnfed(name)
        default: shape.origin.map(holdsNothing) ?? false
        }
    }

    /// Whether what a call gave, or what a variable holds, is nil for certain.
    func holdsNothing(_ origin: LuaOrigin) -> Bool {
        if lackedMember(origin) != nil { return true }
        if case .member(let name)? = origin.steps.first, origin.steps.count == 1 {
            return lacksMember(name, origin) || lacksPart(origin)
        }
        if origin.steps.last == .place, let holder = origin.holder { return hasNoElements(holder) }
        if lackedResult(origin) != nil { return true }
        guard origin.steps.isEmpty, isSettled(origin), !facts.isTested(origin), !facts.isQuestioned(origin) else {
            return false
        }
        switch origin.source {
        case .nothing: return true
        // What is named directly is told as a name.
        case .global(let name): return !origin.variables.isEmpty && (isUnknown(name) || isUnfed(name))
        case .call(let path, _) where isHost(path): return vocabulary.silent.contains(path)
        case .call(let path, _): return facts.result(of: .global(path))?.isNothing ?? false
        case .result(let name): return facts.result(of: name)?.isNothing ?? false
        case .argument(let body, let place):
            let given = facts.given(to: body, at: place) ?? []
            return !given.isEmpty && given.allSatisfy(\.isNothing)
        default: return false
        }
    }

    /// Whether the value is an object of the host without elements, whatever form of a function gave it.
    private func hasNoElements(_ origin: LuaOrigin) -> Bool {
        let objects = types(of: origin).map { vocabulary.objects[GivenTypes.sure($0)] }
        return !objects.isEmpty && objects.allSatisfy { $0?.nature == .object && $0?.hasElements == false }
    }

    /// Whether a table of the script never gets a member that it reads without asking for it.
    func lacksMember(_ name: String, _ origin: LuaOrigin) -> Bool {
        facts.lacks(name, origin) && !whole.writtenNames.contains(name) && !whole.testedMembers.contains(name)
            && !whole.writesUnseen && !hidesOperators
    }

    /// Whether every value that the script gives to a global needs the one that it has, so that it never gets any:
    /// `total = total + 1`.
    func isUnfed(_ name: String) -> Bool {
        !name.contains(".") && whole.assignedGlobals.contains(name) && !vocabulary.globals.contains(name)
            && !whole.variables.fed.contains(.global(name)) && !whole.hasHiddenGlobals
            && !whole.tested.contains(.global(name))
    }

    /// Whether a global exists neither before the script nor in it.
    func isUnknown(_ name: String) -> Bool {
        !name.contains(".") && !vocabulary.globals.contains(name) && !whole.assignedGlobals.contains(name)
            && !whole.hasHiddenGlobals && !whole.tested.contains(.global(name))
    }
}
