internal import TWSWire

extension SimExchange {
    /// An order was cancelled: so are its children, and the other members of its OCA group.
    mutating func cancelRelatives(of place: Int) {
        for child in book[place].children { cancelAtOnce(child) }
        for member in othersInGroup(of: place) { cancelAtOnce(member) }
    }

    /// An order has filled: in full, it wakes its children and cancels the other members of its OCA group.
    ///
    /// In part, OCA type 1 cancels the others as well, types 2 and 3 take the filled quantity off them.
    mutating func fillRelatives(of place: Int, quantity: ExactDecimal) {
        let order = book[place]
        for member in othersInGroup(of: place) {
            if order.status == .filled || order.terms.ocaType == 1 {
                cancelAtOnce(member)
            } else {
                reduce(member, by: quantity)
            }
        }
        guard order.status == .filled else { return }
        for child in order.children where !book[child].status.isFinal { wake(child) }
    }

    /// Whether another member of the order's OCA group has a fill on its way.
    func isBlocked(_ place: Int) -> Bool {
        othersInGroup(of: place).contains { book[$0].reserved > .zero }
    }

    private func othersInGroup(of place: Int) -> [Int] {
        let group = book[place].terms.ocaGroup
        guard !group.isEmpty else { return [] }
        return book.group(group).filter { $0 != place }
    }

    private mutating func reduce(_ place: Int, by quantity: ExactDecimal) {
        let order = book[place]
        guard order.remaining > quantity else { return cancelAtOnce(place) }
        book[place].total = order.total - quantity
        book[place].terms.totalQuantity = book[place].total
        if order.stage != .held { reportOrder(place) }
    }

    /// The parent has filled: a child begins to work or to wait for its own trigger.
    private mutating func wake(_ place: Int) {
        book[place].waitsForParent = false
        guard book[place].stage == .live else { return }
        if book[place].isElected, book[place].limit != nil {
            book[place].status = .submitted
        }
        reportOrder(place)
        match(place)
    }
}
