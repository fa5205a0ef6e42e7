internal import Glibc
internal import Store

/// Books whose kill switch can be moved.
struct KillSwitchTarget {
    /// The account, the account of a simulator, or the embedded run: as people know it.
    let name: String
    let account: String
    let books: BookFolder
    /// Whether it lives and dies with its run.
    var isEmbedded = false

    /// Everything in a data folder that orders may be sent for: its accounts, and the embedded runs that are alive.
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
        let embedded = alive.filter { $0.mode == "sim" }.map { run in
            KillSwitchTarget(
                name: "run \(run.name.text) on its own simulator",
                account: run.account,
                books: data.run(run.name),
                isEmbedded: true
            )
        }
        return accounts + simulated + embedded
    }
}

extension KillSwitchTarget {
    /// Whether by its journal nothing of ibscript works or is held, so that TWS need not be asked.
    var isIdle: Bool {
        guard access(books.journal, F_OK) == 0 else { return true }
        guard let file = try? JournalFile(reading: books.journal), let orders = try? file.orders(),
            let positions = try? file.openPositions()
        else { return false }
        return positions.isEmpty && orders.allSatisfy { $0.isDone || $0.isReleased }
    }
}
