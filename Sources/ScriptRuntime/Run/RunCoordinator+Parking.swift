internal import DequeModule
internal import ScriptHost
internal import Trading

// MARK: A full output

extension RunCoordinator {
    /// Parks a script that prints faster than its output is read; everything else continues.
    func parkIfFull(_ place: Int) {
        guard !slots[place].isParked, !hasRoom else { return }
        slots[place].isParked = true
        awaitRoom()
    }

    /// Keeps an event for a script that waits; ticks only while there are not too many.
    func keep(_ event: ScriptEvent, for place: Int) {
        if slots[place].inbox.count >= ScriptSlot.longestInbox, event.isTick {
            slots[place].droppedTicks += 1
        } else {
            slots[place].inbox.append(event)
        }
    }

    /// Gives parked scripts what has come meanwhile, until there is no room again.
    func unpark() {
        for place in slots.indices where slots[place].isParked {
            slots[place].isParked = false
            empty(place, because: "the output was not read")
        }
    }

    /// Gives a script its waiting events, until it takes no more.
    func empty(_ place: Int, because reason: String) {
        tellDropped(place, reason)
        while slots[place].takesEvents, let event = slots[place].inbox.popFirst() { give(event, to: slots[place].id) }
    }

    private func tellDropped(_ place: Int, _ reason: String) {
        let count = slots[place].droppedTicks
        guard count > 0 else { return }
        slots[place].droppedTicks = 0
        run(.show(.note("\(count) ticks were dropped while \(reason)"), of: slots[place].id))
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

    /// Whether the event asks the script to end.
    var isStop: Bool { if case .stopRequested = self { true } else { false } }

    /// Whether the event is market data, of which only the latest matters.
    var isTick: Bool {
        if case .message(let message, _, _) = self { message.isMarketData } else { false }
    }
}
