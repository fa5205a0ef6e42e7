/// The memory that the lists of one frame may take.
///
/// An element of a few bytes can become a structure of two kilobytes, so a hostile frame of 16 MB would take gigabytes.
/// Real frames take less than four times their length; 16 times the length plus a base for small frames leaves room.
struct DecodingAllowance {
    private var taken = 0

    /// Takes the memory of `count` elements; returns `false` if they are too many for a frame of `length` bytes.
    @inline(__always)
    mutating func take<Element>(_ count: Int, of _: Element.Type, length: Int) -> Bool {
        taken &+= count &* MemoryLayout<Element>.stride
        return taken <= (8 << 20) &+ 16 &* length
    }
}
