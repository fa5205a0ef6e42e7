internal import Notation
internal import TWSWire

extension SimExchange {
    /// Cancels the children of a cancelled order, and the other members of its OCA group.
    mutating func cancelRelatives(of place: Int) {
        for child in book[place].children { cancelAtOnce(child) }
        guard !book[place].hasLeftGroup else { return }
        for member in book.othersInGroup(of: place) { leaveGroup(member) }
    }

    /// Handles the effect of a fill: a complete fill wakes its children and cancels the other members of its OCA group.
    ///
    /// After a partial fill, OCA type 1 cancels the others as well; types 2 and 3 reduce them by the filled share.
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

    /// Reduces the rest of an order by a share, in whole increments of its sizes.
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

    /// Wakes a child whose parent has filled: it starts to work or to wait for its own trigger.
    private mutating func wake(_ place: Int) {
        book[place].holds.remove(.parent)
        guard book[place].stage == .live else { return }
        if book[place].works, book[place].limit != nil {
            book[place].status = .submitted
        }
        reportOrder(place)
        match(place)
    }

    /// Removes a hold from an order; it is reported if the order works now.
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
