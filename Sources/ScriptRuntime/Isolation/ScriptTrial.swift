#if DEBUG
    internal import CSandbox
    internal import Glibc
    internal import Notation
    internal import Report
    internal import ScriptHost
    internal import Trading

    /// A script's process that has been taken over, to test the fences: once it is locked down, it does what an
    /// attacker would. Only in builds for tests; the first script of a run becomes one if the environment has
    /// IBSCRIPT_TRIAL.
    enum ScriptTrial: String {
        /// Makes the system calls that must not succeed, and prints the result of each.
        case calls
        /// The same behind Landlock alone.
        case landlock
        /// Never comes back.
        case spin
        /// Comes back again and again, requesting nothing but to continue.
        case restless
        /// Takes memory forever.
        case grow
        /// Writes something other than a frame.
        case garbage
        /// Requests what a script cannot have requested.
        case forge
        /// Asks without end.
        case flood
        /// Crashes.
        case crash
        /// Ends by itself.
        case leave

        /// The trial that the environment requests.
        static var asked: ScriptTrial? {
            getenv("IBSCRIPT_TRIAL").flatMap { ScriptTrial(rawValue: String(cString: $0)) }
        }

        /// The arguments that the process receives.
        var arguments: [String] { [rawValue] }

        /// The fences of its process.
        var fences: Int32 { self == .landlock ? Int32(CSB_LANDLOCK) : .max }

        /// Runs in place of the script.
        func run(_ pair: ChildPair) -> Never {
            _ = pair.next(.load)
            _ = pair.next(.event)
            switch self {
            case .calls, .landlock: report(pair)
            case .spin: while true {}
            case .restless:
                while true {
                    pair.done([.continueLater])
                    _ = pair.next(.event)
                }
            case .grow: Self.grow()
            case .garbage: while true { pair.raw([UInt8](repeating: 0xA5, count: 4096)) }
            case .forge:
                pair.done([.deskTurn, .output(.print("forged"))])
            case .flood:
                var writer = ByteWriter(ScriptFrame.submit)
                writer.intent(.cancelAll)
                writer.optionalInteger(nil)
                writer.flag(true)
                let frame = writer.frame()
                while true { pair.raw(frame) }
            case .crash: abort()
            case .leave: _exit(9)
            }
            while true { _ = pair.next(.event) }
        }

        /// Runs in place of a script in a backtest's process, which has no such conversation.
        func run(inBacktest pair: ChildPair) -> Never {
            switch self {
            case .calls, .landlock:
                let results = self == .calls ? Self.calls() : Self.reached()
                Self.print(results.map { "\($0.name) \($0.result)\n" }.joined(), pair)
                Self.result(0, pair)
            case .forge:
                // What a terminal would act on, and then a result that is none.
                Self.print("\u{1B}]0;forged\u{07}\n", pair)
                Self.result(.nan, pair)
            case .flood: while true { Self.print("flood\n", pair) }
            case .spin, .restless: while true {}
            case .grow: Self.grow()
            case .garbage: while true { pair.raw([UInt8](repeating: 0xA5, count: 4096)) }
            case .crash: abort()
            case .leave: _exit(9)
            }
            while true { _ = pair.next(.event) }
        }

        private static func print(_ text: String, _ pair: ChildPair) {
            var writer = ByteWriter(BacktestFrame.output)
            writer.tag(0)
            writer.block([UInt8](text.utf8))
            pair.send(writer)
        }

        /// Sends a result with one point of this value and nothing else.
        private static func result(_ value: Double, _ pair: ChildPair) {
            var run = RunSnapshot(
                script: ReportedScript(name: "", hash: "", card: ""),
                profile: "",
                start: 0,
                startingEquity: 0
            )
            if value != 0 { run.equity = [EquityPoint(time: 1.6e9, equity: value, exposure: 0)] }
            var writer = ByteWriter(BacktestFrame.result)
            writer.outcome(BacktestRun.Outcome(snapshot: run, status: 0))
            pair.send(writer)
        }

        private static func grow() -> Never {
            var blocks: [[UInt8]] = []
            // If nothing stops it, it stops before the machine suffers.
            while blocks.count < 192 { blocks.append([UInt8](repeating: 1, count: 8 << 20)) }
            _exit(9)
        }

        private func report(_ pair: ChildPair) {
            let results = self == .calls ? Self.calls() : Self.reached()
            pair.done(results.map { .output(.print("\($0.name) \($0.result)")) } + [.ended(.init(.finished))])
        }

        /// Makes the calls that the filter refuses as well, and returns the results.
        private static func calls() -> [(name: String, result: Int)] {
            let parent = Int(getppid())
            let none = "/bin/true".withCString { path in
                [
                    ("execve", csb_call(Self.execve, Int(bitPattern: path), 0, 0, 0)),
                    ("clone", csb_call(Self.clone, Int(SIGCHLD), 0, 0, 0)),
                    ("ptrace", csb_call(Self.ptrace, 16, parent, 0, 0)),
                    ("prlimit", csb_call(Self.prlimit, parent, 7, 0, 0)),
                    ("mmap to run", csb_call(Self.mmap, 0, 4096, 7, 0x22)),
                    ("write elsewhere", csb_call(Self.write, 1, Int(bitPattern: path), 4, 0)),
                    ("tgkill", csb_call(Self.tgkill, parent, parent, 15, 0)),
                    ("prctl", csb_call(Self.prctl, 4, 1, 0, 0)),
                ]
            }
            return reached() + none
        }

        /// Makes the calls that Landlock refuses by itself, and returns the results.
        private static func reached() -> [(name: String, result: Int)] {
            var results: [(name: String, result: Int)] = []
            "/etc/passwd".withCString { path in
                results.append(("openat", csb_call(Self.openat, -100, Int(bitPattern: path), 0, 0)))
            }
            "/tmp/ibscript-trial".withCString { path in
                results.append(("mkdirat", csb_call(Self.mkdirat, -100, Int(bitPattern: path), 0o700, 0)))
            }
            results.append(("kill", csb_call(Self.kill, Int(getppid()), 15, 0, 0)))
            results.append(("socket and connect", connected()))
            return results
        }

        /// Connects to a port of this machine.
        private static func connected() -> Int {
            let descriptor = csb_call(Self.socket, Int(AF_INET), Int(SOCK_STREAM.rawValue), 0, 0)
            guard descriptor >= 0 else { return descriptor }
            var address = sockaddr_in()
            (address.sin_family, address.sin_port) = (sa_family_t(AF_INET), UInt16(7497).bigEndian)
            address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
            return withUnsafeBytes(of: &address) {
                csb_call(Self.connect, descriptor, Int(bitPattern: $0.baseAddress), $0.count, 0)
            }
        }

        #if arch(x86_64)
            private static let (openat, mkdirat, kill, tgkill) = (257, 258, 62, 234)
            private static let (socket, connect, execve, clone) = (41, 42, 59, 56)
            private static let (ptrace, prlimit, mmap, write, prctl) = (101, 302, 9, 1, 157)
        #else
            private static let (openat, mkdirat, kill, tgkill) = (56, 34, 129, 131)
            private static let (socket, connect, execve, clone) = (198, 203, 221, 220)
            private static let (ptrace, prlimit, mmap, write, prctl) = (117, 261, 222, 64, 167)
        #endif
    }
#endif
