/// How a request gets its number.
package enum RequestNumber: Hashable, Sendable {
    /// The desk gives it one, if its kind has a number at all.
    case allocated
    /// The script has given it one.
    case own(Int)
}
