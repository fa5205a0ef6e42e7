internal import DequeModule
internal import ScriptHost
internal import TWSWire
internal import Trading

// MARK: A full output

extension RunCoordinator {
    /// Parks a script that prints faster than its output is read; everything else continues.
    func parkIfFull(_ place: Int) {
        guard !slots[place].isParked, !hasRoom else { return }
        slots[place].isParked = true
        awaitRoom()
    }

    /// Keeps an event for a script that waits; a dispensable event is kept only while not too many are waiting.
    func keep(_ event: ScriptEvent, for place: Int) {
        guard slots[place].inbox.count >= ScriptSlot.longestInbox else { return slots[place].inbox.append(event) }
        if event.isTick {
            slots[place].droppedTicks += 1
        } else if event.isIdleReport {
            slots[place].droppedReports += 1
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
        let dropped = [
            (slots[place].droppedTicks, "ticks"),
            (slots[place].droppedReports, "reports that changed none of its orders"),
        ]
        (slots[place].droppedTicks, slots[place].droppedReports) = (0, 0)
        for (count, kind) in dropped where count > 0 {
            run(.show(.note("\(count) \(kind) were dropped while \(reason)"), of: slots[place].id))
        }
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

    /// Whether the event is a report that changed none of the script's orders and answers none of its requests: the desk
    /// has booked it, and no trade of the script waits for it.
    var isIdleReport: Bool {
        guard case .message(let message, let news, let isShared) = self, news.isEmpty else { return false }
        return switch message {
        case .orderStatus, .commissionAndFeesReport: true
        case .execDetails(let report): isShared || report.reqId < 0
        case .openOrder, .error: isShared
        default: false
        }
    }
}
