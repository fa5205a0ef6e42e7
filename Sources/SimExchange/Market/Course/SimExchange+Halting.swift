extension SimExchange {
    /// Halts or resumes trading in an instrument: while it is halted, none of its orders fills or is triggered.
    mutating func halt(_ conID: Int, _ isHalted: Bool) {
        if isHalted { reporter.halted.insert(conID) } else { reporter.halted.remove(conID) }
        for listener in directory.listeners(of: conID) { reporter.sendHalt(isHalted, to: listener) }
        guard !isHalted else { return }
        for place in book.concerned(conID: conID) { match(place) }
    }
}
