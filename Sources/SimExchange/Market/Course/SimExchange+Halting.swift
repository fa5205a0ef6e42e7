extension SimExchange {
    /// Halts trading in an instrument, or lets it go on: while it is halted no order in it fills or is triggered.
    mutating func halt(_ conID: Int, _ isHalted: Bool) {
        if isHalted { reporter.halted.insert(conID) } else { reporter.halted.remove(conID) }
        for listener in directory.listeners(of: conID) { reporter.sendHalt(isHalted, to: listener) }
        guard !isHalted else { return }
        for place in book.concerned(conID: conID) { match(place) }
    }
}
