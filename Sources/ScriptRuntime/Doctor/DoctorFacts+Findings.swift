extension DoctorFacts {
    private static let settings = "in TWS: File > Global Configuration > API > Settings: "

    /// The findings, in the order in which problems must be fixed.
    var findings: [DoctorFinding] {
        var findings = [reachable]
        if case .ready(let version, let accounts) = connection {
            findings += [
                answering, protocolVersion(version), account(accounts), readOnly, precautions, clock, farmState,
            ]
            findings += data.map(marketData)
        }
        return findings + [folderRights] + (openFiles.isEmpty ? [] : [files]) + [language]
    }

    private var reachable: DoctorFinding {
        func fault(_ text: String, _ remedy: String) -> DoctorFinding {
            DoctorFinding(check: "connection", state: .fault, text: text, remedy: remedy)
        }
        switch connection {
        case .ready: return DoctorFinding(check: "connection", state: .ok, text: "TWS answers at \(endpoint)")
        case .refused:
            return fault(
                "nothing listens at \(endpoint)",
                "start TWS or IB Gateway and log in; \(Self.settings)tick Enable ActiveX and Socket Clients, and set "
                    + "Socket port to \(port)"
            )
        case .stranger(let text):
            return fault(
                "what listens at \(endpoint) is no TWS: \(text)",
                "check which program has the port, or name another one"
            )
        case .silent:
            return fault(
                "\(endpoint) accepts the connection but says nothing",
                "look for a question that TWS shows (accept the incoming connection); \(Self.settings)add this machine to "
                    + "Trusted IPs, or untick Allow connections from localhost only; else restart TWS"
            )
        case .clientIdTaken:
            return fault("another client has this client id", "end the other client, or give another --client-id")
        case .failed(let text): return fault(text, "start TWS or IB Gateway, and log in")
        }
    }

    private var answering: DoctorFinding {
        answers == true
            ? DoctorFinding(check: "answers", state: .ok, text: "requests are answered")
            : DoctorFinding(
                check: "answers",
                state: .fault,
                text: "TWS completed the handshake but answers no request",
                remedy: "restart TWS: it hangs"
            )
    }

    private func protocolVersion(_ version: Int) -> DoctorFinding {
        guard version < 176 else {
            return DoctorFinding(check: "version", state: .ok, text: "server version \(version)")
        }
        return DoctorFinding(
            check: "version",
            state: .warning,
            text: "server version \(version) is old: some requests are not possible",
            remedy: "update TWS"
        )
    }

    private func account(_ accounts: [String]) -> DoctorFinding {
        let isPaper = accounts.allSatisfy { $0.hasPrefix("D") }
        let isPaperPort = [7497, 4002].contains(port)
        let isLivePort = [7496, 4001].contains(port)
        let mode = isPaper ? "paper" : "live"
        let text = "\(mode), \(accounts.count) account\(accounts.count == 1 ? "" : "s")"
        guard isPaper ? !isLivePort : !isPaperPort else {
            return DoctorFinding(
                check: "account",
                state: .warning,
                text: "\(text), at a port that is usual for \(isPaper ? "live" : "paper")",
                remedy: "check that this is the login you mean; the account decides, never the port"
            )
        }
        return DoctorFinding(check: "account", state: .ok, text: text)
    }

    private var readOnly: DoctorFinding {
        switch isReadOnly {
        case true:
            DoctorFinding(
                check: "read-only",
                state: .fault,
                text: "the API is read-only: orders are refused with 321",
                remedy: "\(Self.settings)untick Read-Only API"
            )
        case false: DoctorFinding(check: "read-only", state: .ok, text: "orders are taken")
        case nil:
            DoctorFinding(
                check: "read-only",
                state: .unknown,
                text: "this TWS does not tell whether its API is read-only",
                remedy: "\(Self.settings)see that Read-Only API is not ticked"
            )
        }
    }

    private var precautions: DoctorFinding {
        switch bypassesPrecautions {
        case true where isSimulator:
            DoctorFinding(
                check: "precautions",
                state: .ok,
                text: "order precautions are bypassed, as a simulator does without --precautions"
            )
        case true:
            DoctorFinding(
                check: "precautions",
                state: .warning,
                text: "order precautions are bypassed: TWS checks neither size nor price",
                remedy:
                    "in TWS: API > Precautions: untick Bypass Order Precautions for API Orders, unless nobody sits there"
            )
        case false:
            DoctorFinding(
                check: "precautions",
                state: .ok,
                text: "order precautions are on: TWS may hold an order and ask its user"
            )
        case nil:
            DoctorFinding(
                check: "precautions",
                state: .unknown,
                text: "this TWS does not tell its precautions",
                remedy: "where nobody sits at TWS: API > Precautions: tick Bypass Order Precautions for API Orders"
            )
        }
    }

    private var clock: DoctorFinding {
        guard !isSimulator else {
            return DoctorFinding(check: "clock", state: .ok, text: "a simulator answers, which keeps a time of its own")
        }
        guard let clockOffset else {
            return DoctorFinding(check: "clock", state: .unknown, text: "TWS has not told its time")
        }
        let size = abs(clockOffset)
        let text = "this machine's clock differs from TWS's by \(Int(size.rounded())) s"
        guard size >= 5 else { return DoctorFinding(check: "clock", state: .ok, text: text) }
        return DoctorFinding(
            check: "clock",
            state: size < 60 ? .warning : .fault,
            text: text,
            remedy: "set the clock: use NTP"
        )
    }

    private var farmState: DoctorFinding {
        guard farms.down.isEmpty else {
            return DoctorFinding(
                check: "data farms",
                state: .warning,
                text: "not connected: \(farms.down.joined(separator: ", "))",
                remedy: "wait, or press Ctrl-Alt-F in TWS to connect again"
            )
        }
        guard !farms.up.isEmpty else {
            return DoctorFinding(check: "data farms", state: .unknown, text: "TWS has not named any")
        }
        return DoctorFinding(check: "data farms", state: .ok, text: "\(farms.up.joined(separator: ", "))")
    }

    private func marketData(_ symbol: String, _ data: Data) -> DoctorFinding {
        let check = "data of \(symbol)"
        return switch data {
        case .live: DoctorFinding(check: check, state: .ok, text: "live")
        case .delayed:
            DoctorFinding(
                check: check,
                state: .warning,
                text: "delayed",
                remedy: "subscribe to the exchange's data in IB's Client Portal: Settings > Market Data Subscriptions"
            )
        case .refused(let code, let text):
            DoctorFinding(
                check: check,
                state: .fault,
                text: "\(text) (\(code))",
                remedy: "subscribe to the exchange's data, and share it with the paper account, in IB's Client Portal"
            )
        case .silent:
            DoctorFinding(
                check: check,
                state: .warning,
                text: "no price within 5 s",
                remedy: "try again while its market is open"
            )
        }
    }

    // MARK: This machine

    private var folderRights: DoctorFinding {
        guard let folder else { return DoctorFinding(check: "data folder", state: .ok, text: "there is none yet") }
        guard folder.mode & 0o077 != 0 else {
            return DoctorFinding(check: "data folder", state: .ok, text: "\(folder.path), for its owner alone")
        }
        return DoctorFinding(
            check: "data folder",
            state: .fault,
            text: "\(folder.path): others may look into it",
            remedy: "chmod 700 \(folder.path)"
        )
    }

    private var files: DoctorFinding {
        DoctorFinding(
            check: "files",
            state: .fault,
            text: "others may read \(openFiles.joined(separator: ", "))",
            remedy: "chmod 600 \(openFiles.joined(separator: " "))"
        )
    }

    private var language: DoctorFinding {
        DoctorFinding(check: "Lua", state: .ok, text: lua)
    }

    /// 0 if nothing is wrong, 5 without a connection, otherwise 4.
    var exitCode: Int32 {
        guard case .ready = connection else { return 5 }
        return findings.contains { $0.state == .fault } ? 4 : 0
    }
}
