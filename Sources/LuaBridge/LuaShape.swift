internal import CLua
internal import CLuaHost

/// A kind of record: a plain table with known keys, created anew for every message.
///
/// Created by ``LuaVM/makeShape(name:keys:unknownKey:text:)`` and used only with that VM.
package final class LuaShape: Sendable {
    /// The name of the kind, such as the message's name.
    package let name: String
    /// The keys in display order; a key's position is its index in ``LuaRecord``.
    package let keys: [String]
    let number: CInt
    let reference: CInt

    init(name: String, keys: [String], number: CInt, reference: CInt) {
        self.name = name
        self.keys = keys
        self.number = number
        self.reference = reference
    }
}

extension LuaVM {
    /// Creates a kind of record.
    ///
    /// Reading a known key that is absent returns nil. Reading any other key calls `unknownKey` with the record as
    /// argument 1 of the frame; it returns a value (for example of an older name) or throws. `text` returns the result
    /// of `tostring`, with the record as argument 1; see ``LuaFrame/entries(_:)``.
    /// - Throws: `outOfMemory`.
    package func makeShape(
        name: String,
        keys: [String],
        unknownKey: ((borrowing LuaFrame, String) throws -> LuaValue)? = nil,
        text: ((borrowing LuaFrame) throws -> String)? = nil
    ) throws(ScriptError) -> LuaShape {
        var indexFunction: CInt = -1
        if let unknownKey {
            indexFunction = add { frame in .value(try unknownKey(frame, frame.string(2) ?? "")) }
        }
        var textFunction: CInt = -1
        if let text {
            textFunction = add { frame in .value(.string(try text(frame))) }
        }
        let mark = mark()
        let writer = writer
        for key in keys { writer.push(key) }
        var number: CInt = -1
        let status = name.withCString {
            clh_make_shape(host, $0, mark.bytes, indexFunction, textFunction, &number)
        }
        rewind(to: mark)
        guard status == LUA_OK, number >= 0 else { throw ScriptError(code: .outOfMemory, message: "not enough memory") }
        let reference = host.pointee.shapes[Int(number)].ref
        let shape = LuaShape(name: name, keys: keys, number: number, reference: reference)
        shapes.append(shape)
        return shape
    }
}
