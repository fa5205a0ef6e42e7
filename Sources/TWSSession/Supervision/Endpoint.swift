/// Where a TWS or IB Gateway may listen.
package struct Endpoint: Sendable, Hashable, CustomStringConvertible {
    /// The name or address of the machine.
    package var host: String
    /// The API port, 1 to 65535.
    package var port: Int

    /// Makes an endpoint.
    package init(host: String, port: Int) {
        self.host = host
        self.port = port
    }

    /// `host:port`, as errors name it.
    package var description: String { "\(host):\(port)" }
}
