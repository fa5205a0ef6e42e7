internal import Notation
internal import TWSWire

/// Messages as text: the body of a frame at the latest server version, in hexadecimal digits.
///
/// `ibscript wire` reads this form.
enum MessageText {
    /// - Throws: `StateError` for terms that no message can carry.
    static func write(_ key: OrderKey, _ contract: Contract, _ terms: Order) throws(StateError) -> String {
        var message = ClientMessage.PlaceOrder()
        message.orderId = key.orderID
        message.contract = contract
        message.order = terms
        do throws(WireError) {
            return Hexadecimal.text(try message.clientMessage.body(serverVersion: ServerVersion.ceiling))
        } catch {
            throw StateError(.malformed, "order \(key.orderID) of client \(key.clientID): \(error)")
        }
    }

    /// - Throws: `StateError` for values that no message can carry.
    static func write(_ record: SimulatedExecution) throws(StateError) -> String {
        var message = ServerMessage.ExecDetails()
        message.reqId = -1
        message.contract = record.contract
        message.execution = record.execution
        do throws(WireError) {
            return Hexadecimal.text(try message.serverMessage.body(serverVersion: ServerVersion.ceiling))
        } catch {
            throw StateError(.malformed, "execution \(record.execution.execId): \(error)")
        }
    }

    /// - Parameter name: The owner of the text, for the error.
    static func readOrder(_ text: String, _ name: String) throws(StateError) -> ClientMessage.PlaceOrder {
        let bytes = try bytes(text, name)
        let message = try? ClientMessage.decode(bytes.span, serverVersion: ServerVersion.ceiling).message
        guard case .placeOrder(let request)? = message else { throw StateError(.malformed, "\(name): \(text)") }
        return request
    }

    /// - Parameter name: The owner of the text, for the error.
    static func readExecution(_ text: String, _ name: String) throws(StateError) -> ServerMessage.ExecDetails {
        let bytes = try bytes(text, name)
        let message = try? ServerMessage.decode(bytes.span, serverVersion: ServerVersion.ceiling).message
        guard case .execDetails(let details)? = message else { throw StateError(.malformed, "\(name): \(text)") }
        return details
    }

    private static func bytes(_ text: String, _ name: String) throws(StateError) -> [UInt8] {
        guard let bytes = Hexadecimal.bytes(text.utf8) else { throw StateError(.malformed, "\(name): \(text)") }
        return bytes
    }
}
