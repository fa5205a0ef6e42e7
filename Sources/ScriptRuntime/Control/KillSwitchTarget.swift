internal import Glibc
internal import Store

/// The books whose kill switch can be moved.
struct KillSwitchTarget {
    /// The account, the account of a simulator, or the embedded run: the name that users know.
    let name: String
    let account: String
    let books: BookFolder
    /// Whether it exists only during its run.
    var isEmbedded = false

    /// Returns everything in a data folder that may send orders: its accounts, and the live embedded runs.
    static func all(in data: DataFolder, alive: [LiveRun]) -> [KillSwitchTarget] {
        func target(_ name: String, _ account: String, _ books: BookFolder?) -> KillSwitchTarget? {
            books.map { KillSwitchTarget(name: name, account: account, books: $0) }
        }
        let accounts = FolderMaker.names(in: data.accounts).compactMap { target($0, $0, try? data.books(account: $0)) }
        let simulated = FolderMaker.names(in: data.simulators).flatMap { instance in
            FolderMaker.names(in: "\(data.simulators)/\(instance)").compactMap { account in
                target(
                    "\(account) on simulator \(instance)",
                    account,
                    try? data.books(account: account, instance: instance)
                )
            }
        }
        let embedded = alive.compactMap { run -> KillSwitchTarget? in
            let books = data.run(run.name)
            // A simulator that is kept in a file has its books among the simulators.
            guard run.mode == "sim", run.books.isEmpty || run.books == books.path else { return nil }
            return KillSwitchTarget(
                name: "run \(run.name.text) on its own simulator",
                account: run.account,
                books: books,
                isEmbedded: true
            )
        }
        return accounts + simulated + embedded
    }
}

extension KillSwitchTarget {
    /// Whether its journal shows no working orders and no positions of ibscript, so that TWS need not be asked.
    var isIdle: Bool {
        guard access(books.journal, F_OK) == 0 else { return true }
        guard let file = try? JournalFile(reading: books.journal), let orders = try? file.orders(),
            let positions = try? file.openPositions()
        else { return false }
        return positions.isEmpty && orders.allSatisfy { $0.isDone || $0.isReleased }
    }
}
