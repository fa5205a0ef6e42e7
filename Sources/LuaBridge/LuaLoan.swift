internal import CLuaHost

/// Host memory used on behalf of a script: a waiting argument, a timer, a handler.
///
/// Like Lua's own memory, it counts against the script's budget until the loan is released. Release it where the VM is
/// used, or after the VM.
package final class LuaLoan {
    private let account: MemoryAccount
    private let bytes: Int

    init(_ bytes: Int, of account: MemoryAccount) {
        self.account = account
        self.bytes = bytes
        account.add(bytes)
    }

    deinit { account.add(-bytes) }
}

/// The memory that a VM and the host hold for one script; outlives the VM as long as a loan exists.
final class MemoryAccount {
    /// `nil` once the VM is gone.
    var host: UnsafeMutablePointer<clh_host>?

    func add(_ bytes: Int) { host?.pointee.bytes_used += bytes }
}

extension LuaVM {
    /// Charges host memory to the script. If it exceeds the budget, it is refused when the host function returns or at
    /// the next allocation; see ``borrow(_:)``.
    package func lend(_ bytes: Int) -> LuaLoan { LuaLoan(max(0, min(bytes, 1 << 40)), of: account) }

    /// Charges host memory before anything is stored.
    ///
    /// - Throws: ``LuaRaise/outOfMemory`` if the budget does not suffice even after a full collection.
    package func borrow(_ bytes: Int) throws(LuaRaise) -> LuaLoan {
        try checkRoom(for: bytes)
        return lend(bytes)
    }

    /// Checks that the budget allows this many more bytes.
    ///
    /// - Throws: ``LuaRaise/outOfMemory``.
    package func checkRoom(for bytes: Int) throws(LuaRaise) {
        if hasRoom(for: bytes) { return }
        _ = collect()
        guard hasRoom(for: bytes) else { throw .outOfMemory }
    }

    private func hasRoom(for bytes: Int) -> Bool {
        bytes <= host.pointee.bytes_limit && host.pointee.bytes_used <= host.pointee.bytes_limit - bytes
    }
}

extension LuaValue {
    /// The approximate size of the value in the host's memory, in bytes.
    package var footprint: Int {
        switch self {
        case .nil, .bool, .integer, .number, .object, .function: 32
        case .string(let text): 48 + text.utf8.count
        case .array(let elements): elements.reduce(48) { $0 + $1.footprint }
        case .table(let entries): entries.reduce(48) { $0 + 32 + $1.key.utf8.count + $1.value.footprint }
        }
    }
}
