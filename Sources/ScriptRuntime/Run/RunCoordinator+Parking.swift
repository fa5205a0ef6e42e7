internal import ScriptHost

// MARK: A full output

extension RunCoordinator {
    /// Parks a script that prints faster than its output is read; everything else continues.
    func parkIfFull(_ place: Int) {
        guard !slots[place].isParked, !hasRoom else { return }
        slots[place].isParked = true
        awaitRoom()
    }

    /// Gives parked scripts what has come meanwhile, until there is no room again.
    func unpark() {
        for place in slots.indices where slots[place].isParked {
            slots[place].isParked = false
            empty(place, because: "the output was not read")
        }
    }

    /// The largest number of waiting events given to a script in one turn of the loop. Each takes up to a millisecond,
    /// and whoever asks the run from outside waits for a tenth of a second.
    private static let mostPerTurn = 64

    /// Gives a script its waiting events, until it takes no more. On a real clock, the loop's other work comes between
    /// many of them.
    func empty(_ place: Int, because reason: String) {
        for (count, kind) in slots[place].inbox.takeDropped() {
            run(.show(.note("\(count) \(kind) were dropped while \(reason)"), of: slots[place].id))
        }
        var given = 0
        while slots[place].takesEvents, let event = slots[place].inbox.popFirst() {
            give(event, to: slots[place].id)
            given += 1
            if given == Self.mostPerTurn, !waitsForScripts, !slots[place].inbox.isEmpty { rest(place) }
        }
    }

    /// Lets the loop's other work come before a script's next event.
    private func rest(_ place: Int) {
        let id = slots[place].id
        slots[place].isResting = true
        clock.later { [self] in take(.kept(id)) }
    }
}

extension ScriptEffect {
    /// Whether the effect produces lines.
    var isShown: Bool {
        switch self {
        case .output, .deskTurn, .check: true
        default: false
        }
    }
}

extension ScriptEvent {
    /// Whether the event may not wait for a reader of the output.
    var isUrgent: Bool {
        switch self {
        case .stopRequested, .started: true
        default: false
        }
    }
}
