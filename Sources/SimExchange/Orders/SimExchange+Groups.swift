internal import Notation
internal import TWSWire

extension SimExchange {
    /// An order was cancelled: so are its children, and the other members of its OCA group.
    mutating func cancelRelatives(of place: Int) {
        for child in book[place].children { cancelAtOnce(child) }
        guard !book[place].hasLeftGroup else { return }
        for member in book.othersInGroup(of: place) { leaveGroup(member) }
    }

    /// An order has filled: in full, it wakes its children and cancels the other members of its OCA group.
    ///
    /// In part, OCA type 1 cancels the others as well, types 2 and 3 take the filled share off them.
    mutating func fillRelatives(of place: Int, quantity: ExactDecimal) {
        let order = book[place]
        for member in book.othersInGroup(of: place) {
            if order.status == .filled || order.terms.ocaType == 1 {
                leaveGroup(member)
            } else {
                reduce(member, by: quantity.double / (order.remaining + quantity).double)
            }
        }
        guard order.status == .filled else { return }
        for child in order.children where !book[child].status.isFinal { wake(child) }
    }

    private mutating func leaveGroup(_ place: Int) {
        book[place].hasLeftGroup = true
        cancelAtOnce(place)
    }

    /// Takes a share of its rest off an order, in whole steps of its sizes.
    private mutating func reduce(_ place: Int, by share: Double) {
        let order = book[place]
        let step = order.instrument.sizeIncrement
        let steps = (order.remaining.double * share / step).rounded()
        let quantity = ExactDecimal((steps * step).rounded(places: 8)) ?? .zero
        guard order.open > quantity else { return leaveGroup(place) }
        book[place].total = order.total - quantity
        book[place].terms.totalQuantity = book[place].total
        if order.stage != .held { reportOrder(place) }
    }

    /// The parent has filled: a child begins to work or to wait for its own trigger.
    private mutating func wake(_ place: Int) {
        book[place].holds.remove(.parent)
        guard book[place].stage == .live else { return }
        if book[place].works, book[place].limit != nil {
            book[place].status = .submitted
        }
        reportOrder(place)
        match(place)
    }

    /// Something that kept an order from working is over; it is told if the order works now.
    mutating func release(_ place: Int, _ hold: Holds) {
        guard book[place].holds.contains(hold) else { return }
        book[place].holds.remove(hold)
        guard book[place].stage == .live, !book[place].status.isFinal, book[place].works else { return match(place) }
        if book[place].limit != nil, book[place].status == .preSubmitted {
            book[place].status = .submitted
            reportOrder(place)
        }
        match(place)
    }
}
