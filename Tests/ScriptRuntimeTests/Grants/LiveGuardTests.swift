import ScriptHost
import Testing
import Trading

@testable import ScriptRuntime

/// Real money is traded only where the flag, the account, the limits file, the journal and the ring all say so.
@Suite("The way to a live account")
struct LiveGuardTests {
    /// Everything as it has to be, for account U1.
    private static func facts(_ change: (inout LiveGuard.Facts) -> Void = { _ in }) -> LiveGuard.Facts {
        var limits = AccountLimits()
        limits.account = "U1"
        var facts = LiveGuard.Facts(account: "U1", limits: limits)
        facts.limitsPath = "limits/U1.toml"
        change(&facts)
        return facts
    }

    @Test("opens where every condition holds")
    func open() { #expect(LiveGuard.refusal(Self.facts()) == nil) }

    private static let faults: [(name: String, word: String, change: @Sendable (inout LiveGuard.Facts) -> Void)] = [
        ("no account", "--account", { $0.account = nil }),
        ("an empty account", "--account", { $0.account = "" }),
        ("a paper account", "paper account", { $0.account = "DU1" }),
        ("no journal", "journal", { $0.isJournaled = false }),
        ("no limits file", "missing", { $0.limits = nil }),
        ("a file without its account", "does not name", { $0.limits?.account = nil }),
        ("a file of another account", "pins", { $0.limits?.account = "U2" }),
        ("a file that others read", "chmod 600", { $0.areLimitsPrivate = false }),
        ("a script without [trade]", "[trade]", { $0.undeclared = ["a.lua"] }),
        ("scripts in this process", "processes of their own", { $0.isIsolated = false }),
    ]

    @Test("is closed where one condition does not hold, and says which", arguments: faults.indices)
    func one(_ place: Int) {
        let fault = Self.faults[place]
        #expect(LiveGuard.refusal(Self.facts(fault.change))?.contains(fault.word) == true, "\(fault.name)")
    }

    /// Every set of faults, so that no fault hides another.
    @Test("is closed for every wrong combination of them")
    func combinations() {
        for set in 1..<(1 << Self.faults.count) {
            let facts = Self.facts { facts in
                for place in Self.faults.indices where set & (1 << place) != 0 { Self.faults[place].change(&facts) }
            }
            #expect(LiveGuard.refusal(facts) != nil, "\(set)")
        }
    }

    @Test(
        "TWS's login must have exactly the account that was named, and be no paper one",
        arguments: [
            (["U1"], "U1", true), (["U1", "U2"], "U1", true), (["U2"], "U1", false), (["DU1"], "DU1", false),
            (["DU1"], "U1", false), ([], "U1", false), (["U1"], nil, false), (["u1"], "U1", false), (["U1"], "", false),
        ] as [([String], String?, Bool)]
    )
    func login(_ accounts: [String], _ wanted: String?, _ isOpen: Bool) {
        guard case .account(let account) = AccountChoice.choose(from: accounts, wanted: wanted, mode: .live) else {
            #expect(!isOpen)
            return
        }
        #expect(isOpen && account == wanted)
    }

    @Test("a live account is never traded on paper or on the simulator", arguments: [["U1"], ["U1", "DU1"]])
    func paper(_ accounts: [String]) {
        for mode in [ScriptConfiguration.Mode.paper, .simulator] {
            guard case .refused = AccountChoice.choose(from: accounts, wanted: "U1", mode: mode) else {
                Issue.record("a live account was let in")
                return
            }
        }
    }
}
