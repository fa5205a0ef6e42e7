internal import ScriptHost
internal import Store
internal import Trading

/// `ibscript journal`, `why` and `release`.
package enum JournalTool {
    /// Prints a journal: for an embedded run, all of it; for an account, its latest day.
    ///
    /// - Parameters:
    ///   - since: A day, `2026-01-05`, or a time before the journal's end: `2h`.
    ///   - order: The order ID, permId, key or reference of the only order wanted.
    /// - Returns: The exit code.
    package static func show(_ choice: JournalChoice, since: String?, order: String?, json: Bool) -> Int32 {
        reported { () throws(RunFailure) in
            var named: (order: JournalOrder, journal: JournalFolders.Found)?
            if let order { named = try choice.order(order) }
            let found = named == nil ? try choice.found().first : named?.journal
            guard let journal = found else { return ExitStatus.notFound }
            let calendar = journal.calendar
            let entries = try JournalChoice.read(journal) { file throws(StoreError) in
                var query = JournalQuery(run: journal.isRun ? nil : journal.run, intent: named?.order.intent)
                query.since = try begin(since, file, journal, isWhole: named != nil || choice.run != nil)
                return try file.entries(query)
            }
            if !json, named == nil { StandardStream.error.writeLine("journal \(journal.path)") }
            for entry in entries {
                let line = JournalLine(entry: entry, calendar: calendar)
                if json {
                    StandardStream.output.write(line.json + "\n")
                } else {
                    StandardStream.output.writeLine(line.text)
                }
            }
            return ExitStatus.success
        }
    }

    private static func begin(
        _ since: String?,
        _ file: JournalFile,
        _ journal: JournalFolders.Found,
        isWhole: Bool
    ) throws(StoreError) -> RunInstant? {
        guard let latest = try file.latest() else { return nil }
        guard let since else { return journal.isRun || isWhole ? nil : journal.calendar.dayBegin(latest) }
        if let day = journal.calendar.dayBegin(since) { return day }
        guard let seconds = try? DurationText.seconds(option: since) else {
            throw StoreError(
                StoreError.Code("usage"),
                "--since \(since) is neither a day nor a duration",
                remedy: "write 2026-01-05, or 2h for the last two hours"
            )
        }
        return RunInstant(seconds: latest.seconds - seconds)
    }

    /// Replays a journal's events into a new ledger and compares.
    ///
    /// - Returns: The exit code.
    package static func verify(_ choice: JournalChoice) -> Int32 {
        reported { () throws(RunFailure) in
            guard let journal = try choice.found().first else { return ExitStatus.notFound }
            let (faults, orders) = try JournalChoice.read(journal) { file throws(StoreError) in
                (try file.verify(), try file.orders().count)
            }
            for fault in faults { StandardStream.output.writeLine(fault) }
            let result = faults.isEmpty ? "the lists follow from the events" : "\(faults.count) differences"
            StandardStream.error.writeLine("journal \(journal.path): \(orders) orders, \(result)")
            return faults.isEmpty ? ExitStatus.success : ExitStatus.malformed
        }
    }

    /// Explains the state of an order, with the evidence.
    ///
    /// - Returns: The exit code.
    package static func why(_ text: String, _ choice: JournalChoice, json: Bool) -> Int32 {
        reported { () throws(RunFailure) in
            let order: JournalOrder
            let journal: JournalFolders.Found
            do throws(RunFailure) {
                (order, journal) = try choice.order(text)
            } catch {
                guard let refusal = try choice.refusal(text) else { throw error }
                StandardStream.output.write(json ? refusal.json + "\n" : refusal.text)
                return ExitStatus.success
            }
            let story = try story(of: order, journal)
            StandardStream.output.write(json ? story.json + "\n" : story.text)
            return ExitStatus.success
        }
    }

    /// Releases the key of an order with unknown state, after showing what is known about it.
    ///
    /// - Returns: The exit code.
    package static func release(_ text: String, _ choice: JournalChoice) -> Int32 {
        reported { () throws(RunFailure) in
            let (order, journal) = try choice.order(text)
            let story = try story(of: order, journal)
            StandardStream.output.write(story.text)
            if let run = try choice.run(using: journal) { return try release(order.reference, in: run, choice) }
            guard story.isUnknown, !order.isReleased else {
                let why = order.isReleased ? "it was released before" : "what became of it is known"
                throw RunFailure(ExitStatus.denied, "\(order.reference) is not released: \(why)")
            }
            do throws(StoreError) {
                let file = try JournalFile(path: journal.path, .each)
                let subject = JournalRecord.Subject(orderId: order.orderId, reference: order.reference)
                let record = JournalRecord(
                    at: JournalStamp.now.wall,
                    scriptName: order.scriptName,
                    subjects: [subject],
                    event: .released(reference: order.reference)
                )
                try file.commit([record], at: JournalStamp.now)
                try file.close()
            } catch {
                throw RunFailure(ExitStatus.denied, "\(error)")
            }
            StandardStream.error.writeLine("\(order.reference) is released: the next run may use its key again")
            return ExitStatus.success
        }
    }

    /// Lets the live run release the order: it knows more about it than its journal, and records the release itself.
    private static func release(
        _ reference: String,
        in run: LiveRun,
        _ choice: JournalChoice
    ) throws(RunFailure) -> Int32 {
        let data = try DataFolder(option: choice.dataFolder)
        var answer = run.ask(.release, reference: reference, in: data)
        // A status that was requested before may be the one that comes.
        if answer?.released != reference { answer = run.ask(.status, in: data) }
        guard let answer, !answer.isStale else {
            throw RunFailure(ExitStatus.denied, "run \(run.name.text) does not answer: end process \(run.pid)")
        }
        guard answer.released == reference else {
            throw RunFailure(
                ExitStatus.denied,
                "\(reference) is not released: run \(run.name.text) knows what became of it"
            )
        }
        StandardStream.error.writeLine("\(reference) is released: run \(run.name.text) may use its key again")
        return ExitStatus.success
    }

    private static func story(
        of order: JournalOrder,
        _ journal: JournalFolders.Found
    ) throws(RunFailure) -> OrderStory {
        try JournalChoice.read(journal) { file throws(StoreError) in
            let starts = try file.entries(JournalQuery(run: order.run)).compactMap { entry -> String? in
                guard case .scriptStarted(order.scriptName, let file, _) = entry.record.event else { return nil }
                return file
            }
            let entries = try file.entries(JournalQuery(intent: order.intent))
            return OrderStory(order: order, file: starts.last ?? "", entries: entries, calendar: journal.calendar)
        }
    }

    private static func reported(_ body: () throws(RunFailure) -> Int32) -> Int32 {
        do throws(RunFailure) {
            return try body()
        } catch {
            StandardStream.error.writeLine("ibscript: \(error)")
            return error.status
        }
    }
}

extension JournalFolders.Found {
    /// The calendar by which it is read.
    var calendar: JournalCalendar { JournalCalendar(isRun ? .newYork : .local) }
}
