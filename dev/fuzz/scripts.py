#!/usr/bin/env python3
"""Fuzzes the host of the scripts: scripts.py IBSCRIPT SECONDS [SEED]

Runs programs on the embedded simulator for SECONDS, two at a time: those under seeds/scripts, changed at random, and random
programs that call the whole API with numbers and texts at the edge of everything. A program may end as it likes, but within
its budget of 0.3 s and some seconds, by an exit, in 400 MB, and with no more output than is allowed. What breaks that is left
in crashes/, and the exit code is 1. The same SEED makes the same programs."""
import os, random, resource, signal, subprocess, sys, tempfile, time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

HERE = Path(__file__).resolve().parent
LONGEST, MEMORY_MB, OUTPUT = 12.0, 400, 4_000_000
FAULTS = (b"Fatal error", b"AddressSanitizer", b"Program crashed", b"runtime error:")
HEADER = '--[[ibscript\napi = 1\nname = "fuzz"\n[budget]\nseconds = 0.3\n]]\n'

NUMBERS = """0 1 -1 2 3 7 10 64 100 1e3 65535 65536 1e6 2^31 2^31-1 -2^31 2^32 2^53 2^53+1 2^62 1e15 1e18 1e19 9.3e18 -9.3e18 1e100
1e300 -1e300 5e-324 0.1 0.5 -0.5 1.5 1e-9 -0.0 1/0 -1/0 0/0 math.maxinteger math.mininteger math.maxinteger-1 math.huge
1.7976931348623157e308 160 160.05""".split()
TEXTS = ['""', '"AAPL"', '"MSFT"', '"BUY"', '"SELL"', '"LMT"', '"MKT"', '"STP"', '"1 min"', '"1 D"', '"1800 S"', '"TRADES"', '"fill"',
         '"tickPrice"', '"currentTime"', '"*"', '"stop"', '"\\0"', '"\\xff"', '"%"', '"[^"', '"%1"', '"(a*)*b"', '("x"):rep(70000)',
         '("\\0"):rep(3000000)', '"0x" .. ("0"):rep(60000)', '("a"):rep(3000)', '"1e3"', '"nan"', '"SMART"', '"USD"', '"OPT"', '"BAG"']
FUNCTIONS = """string.find string.match string.gmatch string.gsub string.format string.rep string.byte string.char string.sub string.pack
string.unpack string.upper string.len string.reverse table.concat table.insert table.remove table.sort table.unpack table.move table.pack
math.floor math.max math.random math.tointeger math.fmod math.abs math.ult utf8.char utf8.codepoint utf8.len utf8.offset tostring tonumber
select next pairs ipairs rawequal rawget rawlen rawset setmetatable getmetatable type assert error pcall xpcall coroutine.create
coroutine.wrap coroutine.resume coroutine.close coroutine.status coroutine.yield coroutine.running contract contract.stock contract.option
contract.future contract.forex contract.combo order order.limit order.stop order.trail order.market place bracket what_if cancel cancel_all
on off after every spawn sleep wait first_of now quote snapshot history positions account executions details qualify print log stop
tws.reqMktData tws.reqHistoricalData tws.reqContractDetails tws.reqIds tws.cancelMktData tws.reqMarketDataType tws.reqRealTimeBars
tws.reqHistoricalTicks tws.reqTickByTickData tws.reqMktDepth tws.reqExecutions tws.reqPnL tws.reqAccountUpdates tws.reqScannerSubscription
tws.exerciseOptions tws.calculateOptionPrice tws.reqSecDefOptParams tws.reqHistogramData tws.reqHeadTimestamp""".split()
FIELDS = """symbol secType exchange currency strike right conId multiplier action totalQuantity orderType lmtPrice auxPrice tif
trailingPercent trailStopPrice bars duration what rth to quantity limit target stop trail cashQty minQty displaySize goodTillDate orderRef
percentOffset late done 1""".split()
MEMBERS = "wait cancel on modify off each column fills log status filled bid ask last close".split()
STATEMENTS = 40


def value(r, depth=0):
    kind = r.random()
    if kind < 0.34: return r.choice(NUMBERS)
    if kind < 0.52: return r.choice(TEXTS)
    if kind < 0.66: return "v%d" % r.randrange(6)
    if depth > 2: return r.choice(["nil", "true", "false", "{}", "f"])
    if kind < 0.74: return table(r, depth + 1)
    if kind < 0.86: return call(r, depth + 1)
    if kind < 0.92: return r.choice(["f", "function(...) return ... end", "function(a, b) return %s end" % value(r, depth + 1), "pairs", "next"])
    if kind < 0.96: return "(%s %s %s)" % (value(r, depth + 1), r.choice("+ - * / // % ^ .. < == & << and or".split()), value(r, depth + 1))
    return "v%d[%s]" % (r.randrange(6), value(r, depth + 1))


def table(r, depth):
    parts = []
    for _ in range(r.randrange(5)):
        key = r.choice(FIELDS)
        parts.append(value(r, depth) if key == "1" else "%s = %s" % (key, value(r, depth)))
    return "{ %s }" % ", ".join(parts)


def call(r, depth=0):
    arguments = ", ".join(value(r, depth) for _ in range(r.randrange(5)))
    if r.random() < 0.15: return "v%d:%s(%s)" % (r.randrange(6), r.choice(MEMBERS), arguments)
    return "%s(%s)" % (r.choice(FUNCTIONS), arguments)


def statement(r, depth=0):
    kind = r.random()
    if kind < 0.6 or depth > 2: return "try(function() v%d = %s end)" % (r.randrange(6), call(r) if r.random() < 0.8 else value(r))
    if kind < 0.7: return "try(function() for i = 1, %s do %s end end)" % (r.choice(NUMBERS), statement(r, depth + 1))
    if kind < 0.76: return "try(function() for a, b in %s do %s end end)" % (value(r), statement(r, depth + 1))
    if kind < 0.82: return "try(spawn, function() %s end)" % statement(r, depth + 1)
    if kind < 0.88: return "try(on, %s, function(m) v%d = m %s end)" % (r.choice(TEXTS), r.randrange(6), statement(r, depth + 1))
    if kind < 0.94: return "try(setmetatable, v%d, { __index = %s, __lt = %s, __call = %s, __close = f })" % (
        r.randrange(6), value(r), value(r), value(r))
    return "try(coroutine.wrap(function() coroutine.yield() %s end))" % statement(r, depth + 1)


def program(r):
    lines = ["local v0, v1, v2, v3, v4, v5 = {}, contract(\"AAPL\"), order(\"BUY\", 1, 160), {}, \"text\", 1",
             "local function f(...) return ... end", "local try = pcall"]
    if r.random() < 0.3: lines.append('try(function() v3 = history(v1, { bars = "1 min", duration = "1800 S" }) end)')
    if r.random() < 0.3: lines.append("try(function() v4 = place(v1, v2) end)")
    lines += [statement(r) for _ in range(r.randrange(1, STATEMENTS))]
    return HEADER + "\n".join(lines) + "\nstop()\n"


def mutate(r, text, others):
    lines = text.split("\n")
    for _ in range(r.randrange(1, 6)):
        place, kind = r.randrange(len(lines)), r.randrange(7)
        if kind == 0: lines.insert(place, r.choice(r.choice(others).split("\n")))
        elif kind == 1: lines.insert(place, statement(r).replace("try(", "pcall("))
        elif kind == 2 and len(lines) > 1: lines.pop(place)
        elif kind == 3: lines.insert(place, lines[place])
        else:
            words = lines[place].split(" ")
            at = r.randrange(len(words))
            words[at] = {4: r.choice(NUMBERS), 5: value(r), 6: r.choice(FUNCTIONS)}[kind]
            lines[place] = " ".join(words)
    return HEADER + "\n".join(lines) + "\nstop()\n"


def limit():
    os.setsid()
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (64 << 20, 64 << 20))


def judge(ibscript, text, patience=1):
    """Runs a program; gives what is wrong with how it ended, or nothing. With patience it may take that many times as long,
    but no more of the processor."""
    with tempfile.NamedTemporaryFile("w", suffix=".lua", errors="surrogateescape") as file, tempfile.TemporaryFile() as output:
        file.write(text)
        file.flush()
        begin = time.time()
        environment = dict(os.environ, SWIFT_BACKTRACE="enable=no", ASAN_OPTIONS="detect_leaks=0")
        process = subprocess.Popen([ibscript, "run", "--json", "--sim", "--speed", "max", "--for", "60", file.name],
                                   stdin=subprocess.DEVNULL, stdout=output, stderr=output, preexec_fn=limit, env=environment)
        status = 0
        while True:
            pid, status, usage = os.wait4(process.pid, os.WNOHANG)
            if pid: break
            if time.time() - begin > LONGEST * patience:
                os.killpg(process.pid, signal.SIGKILL)
                os.wait4(process.pid, 0)
                process.returncode = -9
                # On a busy machine it may not have had its share.
                return judge(ibscript, text, 5) if patience == 1 else "no end within %g s" % (LONGEST * patience)
            time.sleep(0.005)
        process.returncode = 0
        if usage.ru_utime + usage.ru_stime > LONGEST: return "%g s of the processor" % (usage.ru_utime + usage.ru_stime)
        if os.WIFSIGNALED(status): return "signal %d" % os.WTERMSIG(status)
        if os.WEXITSTATUS(status) == 70 or os.WEXITSTATUS(status) > 130: return "exit %d" % os.WEXITSTATUS(status)
        if usage.ru_maxrss > MEMORY_MB * 1024 and ".build-asan" not in ibscript: return "%d MB" % (usage.ru_maxrss // 1024)
        size = output.seek(0, 2)
        if size > OUTPUT: return "%d bytes of output" % size
        output.seek(0)
        data = output.read()
        for fault in FAULTS:
            if fault in data: return fault.decode()
    return None


def main():
    if len(sys.argv) < 3: sys.exit(__doc__)
    ibscript, seconds = sys.argv[1], float(sys.argv[2])
    seed = int(sys.argv[3]) if len(sys.argv) > 3 else random.SystemRandom().randrange(1 << 32)
    seeds = [p.read_text() for p in sorted((HERE / "seeds/scripts").glob("*.lua"))]
    end, failed = time.time() + seconds, []

    def work(number):
        r = random.Random("%d/%d" % (seed, number))
        text = mutate(r, r.choice(seeds), seeds) if seeds and r.random() < 0.5 else program(r)
        fault = judge(ibscript, text)
        if fault:
            folder = HERE / "crashes"
            folder.mkdir(exist_ok=True)
            path = folder / ("scripts-%d-%d.lua" % (seed, number))
            path.write_text(text)
            failed.append("%s: %s" % (path, fault))
            print("scripts: %s: %s" % (path, fault), file=sys.stderr)

    def worker(first):
        count = 0
        while time.time() < end:
            work(first + 2 * count)
            count += 1
        return count

    with ThreadPoolExecutor(2) as pool: counts = list(pool.map(worker, [0, 1]))
    print("scripts: %d programs, seed %d%s" % (sum(counts), seed, ", %d FAILED" % len(failed) if failed else ""))
    sys.exit(1 if failed else 0)


main()
