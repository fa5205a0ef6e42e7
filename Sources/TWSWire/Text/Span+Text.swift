extension Span<UInt8> {
    /// The bytes as UTF-8; invalid bytes become U+FFFD.
    ///
    /// Up to 15 bytes are stored inside the string, so they are copied there without allocating.
    var text: String {
        withUnsafeBufferPointer { bytes in
            guard bytes.count <= 15 else { return String(decoding: bytes, as: UTF8.self) }
            return String(unsafeUninitializedCapacity: bytes.count) { buffer in
                buffer.update(fromContentsOf: bytes)
            }
        }
    }
}
