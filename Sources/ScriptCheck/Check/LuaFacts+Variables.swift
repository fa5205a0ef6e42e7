/// What the text shows of the values of the script's own variables, functions and tables.
extension LuaFacts {
    /// Functions that neither change a table nor keep it; `table.insert` adds what is recorded.
    private static let readers: Set<String> = [
        "ipairs", "pairs", "print", "log", "table.concat", "table.insert", "table.remove", "table.unpack", "type",
    ]

    /// The largest number of uses of a variable that are looked at, which is done once for each of them.
    private static let mostUses = 200

    /// Whether every variable on the way keeps its first value.
    func isSettled(_ origin: LuaOrigin) -> Bool {
        origin.variables.allSatisfy { variable in
            guard reassigned.contains(variable) else { return true }
            // What needs a value to get one never gets any.
            return origin.source == .nothing && !variables.fed.contains(.local(variable))
        }
    }

    /// Returns the only value of a function of the script, `nothing` if it gives none; `nil` if the text does not show it.
    func result(of name: LuaProtection.Name) -> LuaShape? { isOnlyValue(of: name) ? variables.result(of: name) : nil }

    /// Returns what a parameter of a function gets in every call of it; `nil` if the text does not show every call.
    ///
    /// - Parameters:
    ///   - body: The function's number.
    ///   - place: The position of the parameter, from 1.
    func given(to body: Int, at place: Int) -> [LuaShape]? {
        guard let name = variables.holder(of: body), isOnlyValue(of: name), let uses = uses(of: name) else {
            return nil
        }
        var given: [LuaShape] = []
        for use in uses {
            switch use {
            case .call(let arguments, let isOpen, let site):
                let isWhole = !isOpen || arguments.last.map(isSingle) ?? true
                guard !protection.protects(site), place <= arguments.count || isWhole else { return nil }
                given.append(place <= arguments.count ? arguments[place - 1] : .nothing)
            case .argument(let receiver):
                guard let origin = receiver.parameter(place) else { return nil }
                given.append(.object(origin))
            case .part, .object: return nil
            }
        }
        return given
    }

    /// Returns everything that is put into a table of the script, as far as the first step from it may find it; `nil` if
    /// the text does not show it.
    func contents(of origin: LuaOrigin) -> [LuaShape]? {
        guard case .made(let table) = origin.source, let step = origin.steps.first else { return nil }
        var member: String?
        if case .member(let name) = step { member = name }
        var entries: [LuaVariables.Entry] = []
        let holders = holders(of: origin)
        if let holder = holders.first {
            guard holders.count == 1, isReadOnly(holder, Self.readers, withMethods: member != nil) else { return nil }
            entries = variables.entries[holder] ?? []
            // Its own methods give it members by another name.
            guard member.map({ isOnlyGiven($0, by: entries) }) ?? true else { return nil }
        }
        guard table.fields.allSatisfy({ !$0.isOpen }) else { return nil }
        let found =
            table.fields.filter { $0.mayBe(member) }.map(\.value)
            + entries.filter { member == nil || $0.member == nil || $0.member == member }.map(\.value)
        let values = found.filter { !$0.isNothing }
        return values.isEmpty ? nil : values
    }

    /// Returns the name of the only function that a member of a table of the script holds, if it is a named one:
    /// `{send = place}`.
    func path(heldBy member: LuaOrigin) -> String? {
        guard let values = contents(of: member), values.count == 1, let origin = values[0].origin, isSettled(origin)
        else { return nil }
        return origin.namedPath
    }

    /// Whether nothing is put into a table that the host has given, or taken out of it, by the variables that hold it.
    func isUnchanged(_ origin: LuaOrigin) -> Bool {
        origin.variables.allSatisfy { variable in
            isReadOnly(.local(variable), Self.readers.subtracting(["table.insert", "table.remove"]))
                && variables.entries[.local(variable), default: []].isEmpty
        }
    }

    /// Whether every member of a name that the script gives to anything is among these.
    private func isOnlyGiven(_ member: String, by entries: [LuaVariables.Entry]) -> Bool {
        !writesComputedNames && variables.writes[member, default: 0] == entries.count { $0.member == member }
    }

    /// Whether a table of the script certainly has no member of a name.
    func lacks(_ member: String, _ origin: LuaOrigin) -> Bool {
        guard case .made(let table) = origin.source, let names = table.names, !names.contains(member),
            table.fields.allSatisfy({ !$0.isOpen }), isSettled(origin)
        else { return false }
        let holders = holders(of: origin)
        return holders.count == 1 && isReadOnly(holders[0], Self.readers, withMethods: true)
            && (variables.entries[holders[0]] ?? []).allSatisfy { $0.member != nil && $0.member != member }
    }

    /// Returns a table with names for keys that a variable holds, with what the script has put into it, when a function of
    /// the host gets it; `nil` if the text does not show all of it.
    ///
    /// - Parameters:
    ///   - globals: The host's globals.
    ///   - place: Where the function is called.
    func completedTable(
        _ origin: LuaOrigin,
        _ globals: Set<String>,
        before place: LuaProtection.Place
    ) -> [LuaField]? {
        guard case .made(let table) = origin.source, origin.steps.isEmpty, isSettled(origin),
            table.fields.allSatisfy({ $0.name != nil })
        else { return nil }
        let holders = holders(of: origin)
        guard holders.count == 1, isKept(holders[0], globals) else { return nil }
        let entries = variables.entries[holders[0]] ?? []
        guard entries.allSatisfy({ $0.member != nil && $0.place < place && !$0.isConditional }),
            Set(entries.map(\.member)).count == entries.count
        else { return nil }
        let fields =
            table.fields.filter { field in !entries.contains { $0.member == field.name } }
            + entries.compactMap(LuaField.init)
        return fields.isEmpty ? nil : fields
    }

    /// Whether a call gives a single value.
    private func isSingle(_ shape: LuaShape) -> Bool {
        if case .call(let call) = shape { singles.contains(call.path) } else { false }
    }

    /// Whether a variable keeps its value, and only functions of the host get that.
    func isKept(_ holder: LuaProtection.Name, _ globals: Set<String>) -> Bool {
        isReadOnly(holder, globals.subtracting(assignedGlobals))
    }

    /// Returns the variables that hold a table on the way.
    private func holders(of origin: LuaOrigin) -> [LuaProtection.Name] {
        origin.variables.filter(variables.tables.contains).map(LuaProtection.Name.local)
    }

    /// Whether a value is only given to certain functions, and to methods of the host's objects.
    ///
    /// - Parameter withMethods: Whether methods of its own may be called.
    private func isReadOnly(
        _ holder: LuaProtection.Name,
        _ functions: Set<String>,
        withMethods: Bool = false
    ) -> Bool {
        guard isOnlyValue(of: holder), let uses = uses(of: holder) else { return false }
        return uses.allSatisfy { use in
            switch use {
            case .part: true
            case .object: withMethods
            case .call: false
            // What a table of the call holds may be changed under another name, and so may what is put into another one.
            case .argument(let receiver):
                receiver.isArgument && (receiver.object != nil || functions.contains(receiver.function))
                    && (receiver.function != LuaParser.inserter || receiver.argument == 1)
            }
        }
    }

    /// Returns every use of a variable; `nil` if one is of another kind.
    private func uses(of name: LuaProtection.Name) -> [LuaVariables.Use]? {
        guard let uses = variables.uses[name], uses.count <= Self.mostUses,
            variables.entries[name, default: []].count <= Self.mostUses
        else { return nil }
        return uses.count == protection.readCount(of: name) ? uses : nil
    }

    private func isOnlyValue(of name: LuaProtection.Name) -> Bool {
        switch name {
        case .local(let variable): !reassigned.contains(variable)
        case .global(let global): isAlone && !hasHiddenGlobals && !ambiguousGlobals.contains(global)
        }
    }
}

extension LuaField {
    /// Creates the field that a table gets after it was made; `nil` for an element.
    fileprivate init?(_ entry: LuaVariables.Entry) {
        guard let name = entry.member else { return nil }
        self.init(key: .name(name), value: entry.value, line: entry.place.line, column: entry.place.column)
    }

    /// Whether it may be the member of this name, or any element.
    fileprivate func mayBe(_ member: String?) -> Bool {
        switch key {
        case .unknown: true
        case .position: member == nil
        case .name(let name): member == nil || name == member
        }
    }
}
