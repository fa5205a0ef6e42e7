internal import LuaBridge
internal import TWSWire
internal import Trading

/// The contract and the order that a script placed last, by which the next ones are read.
final class PlacedRecords {
    private let contracts: RecordMemo<Contract>
    private let orders: RecordMemo<Order>
    /// The last contract as it is sent; `nil` if it was not valid.
    private var contract: Contract?

    /// - Throws: `outOfMemory`.
    init(_ shapes: StructureShapes) throws(ScriptError) {
        contracts = RecordMemo(try shapes.prepare(Contract.self), rounds: false)
        orders = RecordMemo(try shapes.prepare(Order.self), rounds: true)
    }

    /// Reads the contract that is the frame's argument, as ``ScriptSession/contract(_:function:)`` does; `nil` if it takes a
    /// closer look.
    func contract(_ frame: borrowing LuaFrame, _ argument: Int) throws(LuaRaise) -> Contract? {
        switch try contracts.read(frame, argument) {
        case .none: return nil
        case .same: return contract
        case .changed:
            contract = nil
            let filled = ContractReader.filled(contracts.structure)
            guard filled.primaryExchange != "SMART", ContractReader.isComplete(filled) else { return nil }
            contract = filled
            return filled
        }
    }

    /// Reads the order that is the frame's argument, with the fields that it sets; `nil` if it takes a closer look.
    func order(_ frame: borrowing LuaFrame, _ argument: Int) throws(LuaRaise) -> (order: Order, fields: [Int])? {
        if case .none = try orders.read(frame, argument) { return nil }
        return (orders.structure, orders.fields)
    }

    /// Takes the storage of the desk's equal contract, so that the next order in it compares equal at once.
    func share(_ desks: Contract) {
        if contract == desks { contract = desks }
    }
}
