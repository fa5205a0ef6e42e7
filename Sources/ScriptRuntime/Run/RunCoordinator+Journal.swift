internal import ScriptHost
internal import TWSSession
internal import TWSWire
internal import Trading

extension RunCoordinator.Configuration {
    /// Returns the settings of the run's desk.
    func desk(hasJournal: Bool) -> TradingDesk.Configuration {
        var settings = TradingDesk.Configuration(
            clientId: clientId,
            keepsJournal: keepsJournal || hasJournal,
            startsFresh: startsFresh,
            takesOver: takesOver,
            asksAboutContracts: asksAboutContracts
        )
        settings.journalsOnlyIntents = journalsOnlyIntents && !hasJournal
        return settings
    }
}

// MARK: Written down, then sent

extension RunCoordinator {
    /// Ends a turn: its records are written, all or nothing, and only then its messages are passed to the connection.
    /// The reaction of scripts to a message that could not leave belongs to the same turn.
    func depart() {
        handOver()
        noteSent()
    }

    /// Does the same without looking at what has left, which waits for the end of the turn.
    func handOver() {
        while !departures.isEmpty {
            let failure = commit()
            for message in departures.takeMessages() {
                switch message {
                case .send(let message):
                    if let failure, message.isJournaled {
                        run(desk.notSent(message, because: failure, at: clock.now))
                    } else {
                        send(message)
                    }
                case .takeBack(let orderId, let cancel): takeBack(orderId, orSend: cancel)
                }
            }
        }
    }

    private func takeBack(_ orderId: Int, orSend cancel: ClientMessage) {
        guard let link, !link.takeBack(orders: [orderId]).isEmpty else { return send(cancel) }
        departures.underWay.removeAll { $0 == orderId }
        run(desk.takenBack(orderId: orderId, at: clock.now))
    }

    /// Writes what is due.
    ///
    /// - Returns: Why it could not be written; `nil` if it was.
    private func commit() -> String? {
        for record in departures.records { whenJournaled(record) }
        guard let journal else {
            departures.written()
            return nil
        }
        let records = departures.due
        guard !records.isEmpty || !departures.memory.isEmpty else { return nil }
        do throws(JournalFailure) {
            try journal.commit(records, states: states(after: records), memory: departures.memory)
            departures.written()
            return nil
        } catch {
            journalFails(error)
            return "JOURNAL_FAILED: it is not in the journal: \(error)"
        }
    }

    /// Returns the current state of the orders in these records; an intent contains its own.
    private func states(after records: [JournalRecord]) -> [JournalOrderState] {
        var orderIds: [Int] = []
        for record in records {
            switch record.event {
            case .message, .notSent, .notModified, .notCancelled, .adopted, .expired:
                orderIds += record.subjects.map(\.orderId)
            // What happens to orders that TWS has not mentioned is then unknown.
            case .disconnected: orderIds += desk.ledger.working.map(\.orderId)
            default: break
            }
        }
        guard orderIds.count > 1 else { return orderIds.compactMap { id in ask { $0.journalState(of: id) } } }
        var seen: Set<Int> = []
        return orderIds.filter { seen.insert($0).inserted }.compactMap { id in ask { $0.journalState(of: id) } }
    }

    private func journalFails(_ failure: JournalFailure) {
        guard departures.notWritten() else { return }
        let before = desk.halt.latch
        desk.journalFailed(because: "the journal cannot be written")
        if let latch = desk.halt.latch, latch != before {
            // It is written with the next records once something can be written.
            let event = JournalRecord.Event.haltChanged(state: latch.level.word, reason: latch.reason, by: latch.by)
            departures.late.append(desk.record(event, at: clock.now))
        }
        run(.show(.alarm(message: "no order enters any more: \(failure)", orderId: nil), of: nil))
    }

    // MARK: What has left

    /// Notes that an order was passed to the connection.
    func noteSending(_ message: ClientMessage) {
        guard journal != nil, case .placeOrder(let place) = message, message.isJournaled else { return }
        departures.underWay.append(place.orderId)
    }

    /// Notes which orders are known to have left, because their bytes no longer wait; that is written with the next
    /// records.
    private func noteSent() {
        guard !departures.underWay.isEmpty, let link else { return }
        let now = clock.now
        var waiting: [Int] = []
        for orderId in departures.underWay {
            if link.holds(order: orderId) {
                waiting.append(orderId)
            } else {
                departures.late.append(ask { $0.record(.sent(orderId: orderId), at: now) })
            }
        }
        departures.underWay = waiting
    }
}

// MARK: Begin and end

extension RunCoordinator {
    /// Opens the account's journal when the account is first known; without it, no order enters.
    func openJournal(_ account: String) {
        guard let journal, slots.allSatisfy(\.isWaiting) else { return }
        departures.isOpened = true
        do throws(JournalFailure) {
            try journal.open(account: account, instance: instance)
            desk.load(try journal.history(scripts: slots.map(\.name)))
        } catch {
            journalFails(error)
        }
        let run = JournalRun(mode: configuration.mode.rawValue, account: account, program: RuntimeFacts.version)
        write(.runStarted(run))
    }

    /// Records the beginning of a script.
    func journalBegin(of script: ScriptID) {
        guard journal != nil, origins.indices.contains(script.number) else { return }
        let origin = origins[script.number]
        write(
            .scriptStarted(name: slots[script.number].name, file: origin.file, sha256: origin.sha256),
            of: script
        )
    }

    /// Returns what earlier runs of a script have stored.
    func memory(of script: ScriptID) -> [String: String] {
        guard let journal else { return [:] }
        do throws(JournalFailure) {
            return try journal.memory(ofScript: slots[script.number].name)
        } catch {
            run(.show(.note("state begins empty: \(error)"), of: script))
            return [:]
        }
    }

    /// Stores entries of a script's state.
    func remember(_ entries: [ScriptMemory], of script: ScriptID) {
        guard journal != nil else {
            if !hasToldOfMemory {
                run(.show(.note("state is not kept after this run: it writes no journal"), of: script))
                hasToldOfMemory = true
            }
            return
        }
        for entry in entries {
            departures.remember(JournalMemory(script: slots[script.number].name, key: entry.key, text: entry.text))
        }
    }

    /// Records the end of a script.
    func journalEnd(of script: ScriptID, _ end: RunEnd) {
        guard journal != nil else { return }
        write(.scriptEnded(name: slots[script.number].name, exitCode: Int(end.exitCode)), of: script)
    }

    /// Closes the journal at the end of the run.
    func closeJournal(_ exitCode: Int32) {
        guard let journal else { return }
        if departures.isOpened {
            write(.runEnded(exitCode: Int(exitCode)))
            _ = commit()
        }
        do throws(JournalFailure) {
            try journal.close()
        } catch {
            run(.show(.note("ibscript: \(error)"), of: nil))
        }
    }

    private func write(_ event: JournalRecord.Event, of script: ScriptID? = nil) {
        run(.journal(desk.record(event, of: script, at: clock.now)))
    }
}
