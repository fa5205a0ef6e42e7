internal import CLuaHost

/// Takes the values passed to Lua: arguments of a call, results of a host function, fields of a record.
///
/// Nothing is created in Lua while Swift runs: values are recorded in a buffer and become Lua values after Swift has
/// returned. No Lua error can therefore cross Swift. What exceeds the memory budget raises "not enough memory" then.
package final class LuaWriter {
    private let host: UnsafeMutablePointer<clh_host>
    private let released: ReleaseBin
    /// The registry references of metatables, by Swift type.
    ///
    /// Like its neighbours without a check for exclusive access: only the thread of the VM comes here.
    @exclusivity(unchecked) var classes: [ObjectIdentifier: CInt] = [:]
    /// The objects and functions in the out buffer, kept alive until Lua holds them.
    @exclusivity(unchecked) private var inFlight: [AnyObject] = [] { didSet { inFlightCount = inFlight.count } }
    /// The number of those objects.
    private(set) var inFlightCount = 0

    init(host: UnsafeMutablePointer<clh_host>, released: ReleaseBin) {
        self.host = host
        self.released = released
    }

    func forget(from first: Int) {
        if inFlightCount > first { inFlight.removeLast(inFlightCount - first) }
    }

    /// Pushes nil.
    package func pushNil() {
        clh_out_tag(host, UInt8(CLH_NIL))
        host.pointee.out_count += 1
    }

    /// Pushes a boolean.
    package func push(_ value: Bool) {
        clh_out_tag(host, UInt8(value ? CLH_TRUE : CLH_FALSE))
        host.pointee.out_count += 1
    }

    /// Pushes an integer.
    package func push(_ value: Int) {
        clh_out_integer(host, Int64(value))
        host.pointee.out_count += 1
    }

    /// Pushes a float.
    package func push(_ value: Double) {
        clh_out_number(host, value)
        host.pointee.out_count += 1
    }

    /// Pushes text.
    package func push(_ value: String) {
        var value = value
        value.withUTF8 { clh_out_string(host, $0.baseAddress, $0.count) }
        host.pointee.out_count += 1
    }

    /// Pushes a string of arbitrary bytes.
    package func push(bytes: [UInt8]) {
        bytes.withUnsafeBytes { clh_out_string(host, $0.baseAddress, $0.count) }
        host.pointee.out_count += 1
    }

    /// Pushes an object; its class must have been added to the VM.
    package func push(_ object: any LuaObject) {
        inFlight.append(object)
        push(keptAlive: object, reference(of: object))
    }

    /// Returns the registry reference of an object's metatable, with which the object can be pushed repeatedly.
    package func reference(of object: any LuaObject) -> CInt {
        guard let reference = classes[ObjectIdentifier(type(of: object))] else {
            preconditionFailure("no Lua class was added for \(type(of: object))")
        }
        return reference
    }

    /// Pushes an object that the caller keeps alive until Lua holds it.
    ///
    /// - Parameter reference: The reference of its metatable; see ``reference(of:)``.
    package func push(keptAlive object: AnyObject, _ reference: CInt) {
        clh_out_object(host, Unmanaged.passUnretained(object).toOpaque(), reference)
        host.pointee.out_count += 1
    }

    /// Pushes a function of the script; a released one becomes nil.
    package func push(_ function: LuaFunction) {
        precondition(function.belongs(to: released), "a function belongs to one VM")
        guard !function.isReleased else { return pushNil() }
        inFlight.append(function)
        pushKeptAlive(function)
    }

    /// Pushes a function that the caller keeps alive until Lua holds it.
    func pushKeptAlive(_ function: LuaFunction) {
        clh_out_function(host, function.reference)
        host.pointee.out_count += 1
    }

    /// Pushes any value.
    package func push(_ value: LuaValue) {
        switch value {
        case .nil: pushNil()
        case .bool(let value): push(value)
        case .integer(let value): push(value)
        case .number(let value): push(value)
        case .string(let value): push(value)
        case .array(let elements): pushArray(count: elements.count) { push(elements[$0]) }
        case .table(let entries): pushTable(entries) { push($0) }
        case .object(let object): push(object)
        case .function(let function): push(function)
        }
    }

    /// Pushes a table with the keys 1...count; `element` pushes one value for each position from 0.
    package func pushArray(count elements: Int, _ element: (Int) throws -> Void) rethrows {
        let outer = host.pointee.out_count
        clh_out_tag(host, UInt8(CLH_TABLE))
        clh_out_u32(host, UInt32(elements))
        clh_out_u32(host, 0)
        for position in 0..<elements { try element(position) }
        close(expecting: elements, outer: outer)
    }

    /// Pushes a table whose keys are texts or integers.
    package func push(keyed entries: [(key: LuaValue, value: LuaValue)]) { pushTable(entries) { push($0) } }

    private func pushTable<Key>(_ entries: [(key: Key, value: LuaValue)], _ pushKey: (Key) -> Void) {
        let outer = host.pointee.out_count
        clh_out_tag(host, UInt8(CLH_TABLE))
        clh_out_u32(host, 0)
        clh_out_u32(host, UInt32(entries.count))
        for entry in entries {
            pushKey(entry.key)
            push(entry.value)
        }
        close(expecting: 2 * entries.count, outer: outer)
    }

    /// Pushes a record; `body` sets the fields that are present.
    package func push(_ shape: LuaShape, _ body: (inout LuaRecord) throws -> Void) rethrows {
        let outer = host.pointee.out_count
        let patch = clh_out_record(host, UInt32(bitPattern: shape.number))
        var record = LuaRecord(writer: self, host: host, keys: shape.keys.count)
        try body(&record)
        clh_out_patch(host, patch, UInt32(record.fields))
        close(expecting: record.fields, outer: outer)
    }

    /// Completes a table or record. A closure that pushed too much or too little would shift everything after it, so
    /// the whole result is refused.
    private func close(expecting expected: Int, outer: Int) {
        let count = host.pointee.out_count - outer
        if count != expected {
            assertionFailure("\(expected) values were to be pushed, \(count) were")
            host.pointee.out_failed = true
        }
        host.pointee.out_count = outer + 1
    }
}
