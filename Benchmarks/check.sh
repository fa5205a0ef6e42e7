#!/usr/bin/env bash
# Compares the instructions per message, or per order, of every case, and those of the program's start, with thresholds.tsv;
# more than 3 % above fails, 6 % for the start and for those that make garbage in Lua; and those of a backtest.
# `check.sh --update` writes the thresholds instead. WIRE_BENCHMARK, JOURNAL_BENCHMARK, SCRIPT_BENCHMARK, PATH_BENCHMARK and
# IBSCRIPT_BINARY name programs that are built.
set -euo pipefail
cd "$(dirname "$0")"

tolerance=3
../dev/install-packages.sh valgrind
if [ -z "${WIRE_BENCHMARK:-}" ]; then
    swift build -c release --product wire-benchmark >&2
    WIRE_BENCHMARK=$(swift build -c release --show-bin-path)/wire-benchmark
fi
[ -n "${JOURNAL_BENCHMARK:-}" ] || JOURNAL_BENCHMARK=$(../dev/release.sh journal-benchmark)
[ -n "${SCRIPT_BENCHMARK:-}" ] || SCRIPT_BENCHMARK=$(../dev/release.sh script-benchmark)
[ -n "${PATH_BENCHMARK:-}" ] || PATH_BENCHMARK=$(../dev/release.sh path-benchmark)
[ -n "${IBSCRIPT_BINARY:-}" ] || IBSCRIPT_BINARY=$(../dev/release.sh ibscript)
# Equal runs must count equal: hash seeds are random otherwise.
export SWIFT_DETERMINISTIC_HASHING=1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
# Valgrind cannot read what Swift says of large programs for debuggers.
for program in WIRE_BENCHMARK JOURNAL_BENCHMARK SCRIPT_BENCHMARK PATH_BENCHMARK IBSCRIPT_BINARY; do
    strip -g -o "$work/$program" "${!program}"
    printf -v "$program" %s "$work/$program"
done

# Instructions of the whole program for COUNT messages.
total() {
    local log program=$WIRE_BENCHMARK
    case $1 in
    journal-*) program=$JOURNAL_BENCHMARK ;;
    lua-*) program=$SCRIPT_BENCHMARK ;;
    console-* | desk-* | script-* | simulator-*) program=$PATH_BENCHMARK ;;
    esac
    log=$(valgrind --tool=callgrind --separate-threads=yes --callgrind-out-file="$work/$1.$2" "$program" \
        --one "$1" --count "$2" 2>&1) || { echo "$log" >&2; return 1; }
    # Of the thread that works for the message alone: the journal's database follows on another. The console has several.
    case $1 in
    console-*) cat "$work/$1.$2"-* | awk '/^summary:/ {sum += $2} END {print sum}' ;;
    *) awk '/^(summary|totals):/ {print $2; exit}' "$work/$1.$2-01" ;;
    esac
}

# whole FOLDER SIGN ARGUMENT...: instructions of a whole run of the program, all its threads, in a folder of its own, whose output must
# have the sign in it.
whole() {
    local log folder=$1 sign=$2
    shift 2
    clang -O1 -shared -fPIC -o "$folder/sigsuspend.so" sigsuspend.c
    log=$(cd "$folder" && HOME=$folder XDG_CONFIG_HOME=$folder XDG_STATE_HOME=$folder LD_PRELOAD=$folder/sigsuspend.so \
        valgrind --tool=callgrind --callgrind-out-file=/dev/null "$IBSCRIPT_BINARY" "$@" 2>&1) || { echo "$log" >&2; return 1; }
    grep -q "$sign" <<<"$log" || { echo "$log" >&2; return 1; }
    sed -n 's/^==[0-9]*== Collected : //p' <<<"$log"
}

# From the program's start over the first order of a script to its end: in process on the embedded simulator, with a data folder and a
# journal made on the way. Counts differ by 1 % with the threads' turns.
start() {
    local folder=$work/start.folder
    mkdir "$folder"
    echo 'place(contract("AAPL"), order("BUY", 1)) stop()' >"$folder/start.lua"
    whole "$folder" 'order 1: BUY 1 AAPL MKT placed' run --in-process --speed max start.lua
}

# A backtest of 11,700 bars with an order every ten, which are nearly half of it.
backtest() {
    local folder=$work/backtest.folder
    mkdir "$folder"
    python3 -B -c 'import sys; from backtest import write; write(sys.argv[1], 11_700)' "$folder/ACME.csv"
    cat >"$folder/often.lua" <<'END'
--[[ibscript
api = 1
[trade]
]]
local stock, bars = contract("ACME"), 0
history(stock, { bars = "1 min", duration = "1 D", live = true })
on("bar", function(bar)
    bars = bars + 1
    if bars % 10 == 0 then place(stock, order(bars % 20 == 0 and "SELL" or "BUY", 100)) end
end)
END
    whole "$folder" '"trades":5[0-9][0-9]' backtest --in-process --quiet --json --fills paper-ib --bars "1 min" \
        --cash 100000000 --data ACME.csv often.lua
}

# What one message costs: the start of the program falls out of the difference.
instructions() {
    local low=2000 high=12000 first second
    case $1 in
    start | backtest)
        "$1"
        return
        ;;
    *historicalData) low=2 high=4 ;;
    # Under valgrind the thread of the database hardly runs, and from 8 MB on, whoever commits waits for it.
    journal-* | script-tick-bracket) low=500 high=1500 ;;
    desk-* | script-tick-order) low=500 high=2500 ;;
    # One collection more or less weighs less among many messages.
    lua-* | script-tick-*) high=42000 ;;
    esac
    first=$(total "$1" "$low")
    second=$(total "$1" "$high")
    echo $(((second - first) / (high - low)))
}

status=0
if [ "${1:-}" = --update ]; then printf 'case\tinstructions\n' >"$work/thresholds.tsv"; fi
printf '%-36s %12s %12s %8s\n' case instructions threshold change
for name in $("$WIRE_BENCHMARK" --list) $("$JOURNAL_BENCHMARK" --list) $("$SCRIPT_BENCHMARK" --list) \
    $("$PATH_BENCHMARK" --list) start backtest; do
    measured=$(instructions "$name")
    [ "${1:-}" = --update ] && printf '%s\t%s\n' "$name" "$measured" >>"$work/thresholds.tsv"
    threshold=$(awk -F'\t' -v name="$name" '$1 == name {print $2}' thresholds.tsv 2>/dev/null || true)
    # Two counts of a script that collects garbage differ by up to 3.5 %: Lua hashes with a seed made of the time.
    # The console's lines are made by threads that take turns, and the program starts as many as there are processors.
    case $name in
    lua-* | script-tick-table | script-tick-by-tick | console-* | start) allowed=6 ;;
    *) allowed=$tolerance ;;
    esac
    verdict=""
    if [ -z "$threshold" ]; then
        verdict="no threshold"
        status=1
    elif [ $((measured * 100)) -gt $((threshold * (100 + allowed))) ]; then
        verdict="TOO MANY"
        status=1
    fi
    change=$(awk -v new="$measured" -v old="${threshold:-0}" 'BEGIN {if (old > 0) printf "%+.1f%%", (new - old) * 100 / old}')
    printf '%-36s %12d %12s %8s %s\n' "$name" "$measured" "${threshold:--}" "$change" "$verdict"
done
if [ "${1:-}" = --update ]; then
    mv "$work/thresholds.tsv" thresholds.tsv
    exit 0
fi
exit $status
