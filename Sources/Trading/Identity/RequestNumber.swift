/// How a request gets its id.
package enum RequestNumber: Hashable, Sendable {
    /// The desk allocates one, if this kind of request has an id at all.
    case allocated
    /// The script chose it.
    case own(Int)
}
