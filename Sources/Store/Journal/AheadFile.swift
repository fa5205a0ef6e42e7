internal import Glibc

/// One of the two files beside a journal to which rows are written ahead of their commit.
///
/// A file is written from its start, one block per turn. A block contains the generation of the file that it belongs
/// to, so that whatever an earlier generation left after it is ignored. A block consists of eight identifying bytes,
/// its generation, the number that its first row will get, the length of its rows, a checksum of all that, and the rows
/// (``EventColumns``). Numbers are eight bytes, little-endian.
final class AheadFile {
    /// Less free disk space than this counts as none, because the commit that follows must find some.
    private static let leastRoom = 256 << 10
    private static let name = Array("ibsahd01".utf8)
    private static let headLength = 40

    private let descriptor: Int32
    private let path: String
    private let waitsForDisk: Bool
    private var bytes: [UInt8] = []
    /// The length in bytes of what counts.
    private(set) var offset = 0
    /// Increases whenever one of the two files is restarted.
    private(set) var generation: Int64

    /// Opens or creates the file; its earlier contents no longer count.
    ///
    /// - Parameter waitsForDisk: Whether a write survives a power loss.
    init(_ path: String, generation: Int64, waitsForDisk: Bool) throws(StoreError) {
        self.path = path
        self.waitsForDisk = waitsForDisk
        self.generation = generation
        descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard descriptor >= 0, ftruncate(descriptor, 0) == 0 else {
            throw StoreError(calling: "open", path, .cannotOpen)
        }
    }

    deinit { close(descriptor) }

    /// Restarts the file, because its rows are in the database.
    func restart(_ generation: Int64) {
        self.generation = generation
        offset = 0
    }

    /// Appends the rows of a turn, of which the first will get the number `first`; returns how many there are.
    func append(_ turn: AheadLog.Turn, first: Int64) throws(StoreError) -> Int {
        try look()
        bytes.removeAll(keepingCapacity: true)
        bytes.append(contentsOf: repeatElement(0, count: Self.headLength))
        var count = 0
        for place in turn.records.indices {
            for row in turn.records[place].rows { row.append(to: &bytes) }
            count += turn.records[place].rows.count
        }
        let head = Self.head(generation, first, bytes[Self.headLength...])
        bytes.replaceSubrange(..<Self.headLength, with: head)
        let written = bytes.withUnsafeBytes { pwrite(descriptor, $0.baseAddress, $0.count, off_t(offset)) }
        guard written == bytes.count else { throw written < 0 ? failure() : full }
        guard !waitsForDisk || fdatasync(descriptor) == 0 else { throw failure() }
        offset += bytes.count
        return count
    }

    /// Checks the free space: a disk on which the commit would fail counts as full for an order, too.
    private func look() throws(StoreError) {
        var room = statvfs()
        guard fstatvfs(descriptor, &room) == 0, UInt64(room.f_bavail) * UInt64(room.f_frsize) < Self.leastRoom else {
            return
        }
        throw full
    }

    private var full: StoreError {
        StoreError(.cannotWrite, "\(path): the disk is full", remedy: "make room there, then start again")
    }

    private func failure() -> StoreError { StoreError(calling: "write", path, .cannotWrite) }
}

// MARK: Reading

extension AheadFile {
    /// Returns the rows of a file in order, with the numbers that they will get, and the file's generation; `nil` for a
    /// file without rows.
    static func read(_ path: String) -> (generation: Int64, rows: [(number: Int64, row: EventColumns)])? {
        let bytes = contents(path)
        var rows: [(number: Int64, row: EventColumns)] = []
        var generation: Int64?
        var place = 0
        while let block = block(bytes[place...]), generation ?? block.generation == block.generation {
            generation = block.generation
            for (index, row) in block.rows.enumerated() { rows.append((block.first + Int64(index), row)) }
            place += headLength + block.length
        }
        return generation.map { ($0, rows) }
    }

    /// Returns the block at the start of the bytes; `nil` if there is none, or it is incomplete.
    private static func block(
        _ bytes: ArraySlice<UInt8>
    ) -> (generation: Int64, first: Int64, length: Int, rows: [EventColumns])? {
        var reader = ColumnReader(bytes: bytes.dropFirst(name.count))
        guard bytes.count >= headLength, bytes.starts(with: name), let generation = reader.number(),
            let first = reader.number(), let length = reader.number(), length > 0,
            length <= bytes.count - headLength
        else { return nil }
        let payload = bytes.dropFirst(headLength).prefix(Int(length))
        guard bytes.starts(with: head(generation, first, payload)) else { return nil }
        return EventColumns.rows(payload).map { (generation, first, Int(length), $0) }
    }

    private static func contents(_ path: String) -> [UInt8] {
        let file = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
        guard file >= 0 else { return [] }
        defer { close(file) }
        var facts = stat()
        guard fstat(file, &facts) == 0, facts.st_size > 0 else { return [] }
        return [UInt8](unsafeUninitializedCapacity: Int(facts.st_size)) { buffer, count in
            count = max(0, Glibc.read(file, buffer.baseAddress, buffer.count))
        }
    }

    private static func head(_ generation: Int64, _ first: Int64, _ payload: ArraySlice<UInt8>) -> [UInt8] {
        var head = name
        head.reserveCapacity(headLength)
        for number in [generation, first, Int64(payload.count)] { head.append(number: number) }
        head.append(number: Int64(bitPattern: checksum(payload, from: checksum(head[...], from: 0))))
        return head
    }

    /// Distinguishes a truncated write from a complete one: eight bytes at a time, multiplied and folded.
    private static func checksum(_ bytes: ArraySlice<UInt8>, from seed: UInt64) -> UInt64 {
        bytes.withUnsafeBytes { bytes in
            var sum = seed ^ 0x9E37_79B9_7F4A_7C15
            var place = 0
            while place + 8 <= bytes.count {
                sum = fold(sum ^ bytes.loadUnaligned(fromByteOffset: place, as: UInt64.self).littleEndian)
                place += 8
            }
            while place < bytes.count {
                sum = fold(sum ^ UInt64(bytes[place]))
                place += 1
            }
            return sum
        }
    }

    private static func fold(_ value: UInt64) -> UInt64 {
        let product = value.multipliedFullWidth(by: 0xD6E8_FEB8_6659_FD93)
        return product.high ^ product.low
    }
}
