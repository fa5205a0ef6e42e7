internal import ScriptHeader
internal import ScriptHost
internal import Trading

/// `ibscript trust`: what the user has approved.
package enum TrustTool {
    /// Approves a script for an account before it runs.
    ///
    /// - Returns: The exit code.
    package static func grant(file: String, account: String, approval: String?, folder: String?) -> Int32 {
        finish {
            let data = try DataFolder(option: folder)
            let script = try LoadedScript.look(at: file)
            let isLive = !account.hasPrefix("D")
            let gate = RiskGate(
                permissions: script.header.permissions,
                headerReplacesDefaults: false,
                defaults: isLive ? .live : .paper,
                file: try LimitsFile.read(account, in: data)
            )
            let desk = GrantDesk(data: data, terminal: .own, approval: approval)
            try desk.require(script, gate.limits, account: account, isLive: true)
            StandardStream.output.write("\(script.sha256.prefix(GrantDesk.digits)) \(script.name) \(account)\n")
        }
    }

    /// Lists what is approved: hash, name and account, one grant per line.
    package static func list(json: Bool, folder: String?) -> Int32 {
        finish {
            let data = try DataFolder(option: folder)
            for account in data.grantedAccounts {
                for grant in try GrantBook(account, in: data).grants {
                    var line = JSONLine()
                    line.add("sha256", grant.sha256)
                    line.add("name", grant.name)
                    line.add("account", account)
                    let words = "\(grant.sha256.prefix(GrantDesk.digits)) \(VisibleText.of(grant.name)) \(account)"
                    StandardStream.output.write((json ? line.text : words) + "\n")
                }
            }
        }
    }

    /// Revokes approvals in every account.
    package static func revoke(_ word: String, folder: String?) -> Int32 {
        finish {
            let data = try DataFolder(option: folder)
            var count = 0
            for account in data.grantedAccounts {
                var book = try GrantBook(account, in: data)
                for grant in try book.revoke(word) {
                    count += 1
                    StandardStream.output.write(
                        "\(grant.sha256.prefix(GrantDesk.digits)) \(VisibleText.of(grant.name)) \(account)\n"
                    )
                }
            }
            guard count > 0 else {
                throw RunFailure(
                    ExitStatus.usage,
                    "\(word): no grant has this name, or a hash that begins so; ibscript trust list shows all"
                )
            }
        }
    }

    private static func finish(_ body: () throws -> Void) -> Int32 {
        do {
            try body()
            return ExitStatus.success
        } catch let failure as RunFailure {
            StandardStream.error.writeLine("ibscript: \(failure)")
            return failure.status
        } catch {
            StandardStream.error.writeLine("ibscript: \(error)")
            return ExitStatus.fault
        }
    }
}
