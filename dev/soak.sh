#!/usr/bin/env bash
# The long runs, of which CI makes a part: soak.sh [PART...] [MINUTES]; without a part all of them. Each fuzz target and the
# hostile scripts take MINUTES (10). Prints figures and a summary; 1 if anything failed.
#
#   fuzz       the coders, each target for MINUTES
#   scripts    mutated hostile scripts for MINUTES, under the address sanitizer
#   tests      all tests but the end-to-end ones, with their full counts, optimised
#   end        the end-to-end tests, with their full counts, optimised
#   chaos      of these: 500 runs through every disaster, alone and in pairs
#   kills      of these: 300 kills of runs, 100 of simulators
#   spoiled    of these: connections spoiled at 200 positions
#   order      of these: 200 orders, each in the journal before it is in the socket, by the system calls
#   witness    of these: ib_async sees what the journal has, after chaos
#   download   of these: two years of bars, cut off and resumed
#   address    tests of what touches C, under the address sanitizer
#   thread     all tests but the end-to-end ones, under the thread sanitizer: two hours and 11 GB
#   same       100 times the same backtest: optimised, and not optimised
#   programs   of these: backtrader's IB store and nautilus_trader on the simulator
#   exchange   the exchange's benchmark
#   load       fifty clients for a minute
set -uo pipefail
cd "$(dirname "$0")/.."

every=(fuzz scripts tests end same address thread exchange load)
parts=()
minutes=10
for word in "$@"; do
    if [[ $word =~ ^[0-9]+$ ]]; then minutes=$word; else parts+=("$word"); fi
done
[ ${#parts[@]} -gt 0 ] || parts=("${every[@]}")

targets=4
export IBSCRIPT_SOAK=1
log=$(mktemp)
trap 'rm -f "$log"' EXIT
summary=()
status=0

# step NAME COMMAND...: runs a part, shows what it prints, and notes how it ended.
step() {
    local name=$1 begin=$SECONDS ended=ok
    shift
    echo "== $name: $*"
    "$@" 2>&1 | tee "$log"
    if [ "${PIPESTATUS[0]}" -ne 0 ]; then
        ended=FAILED
        status=1
    fi
    summary+=("$ended $name, $((SECONDS - begin)) s")
}

# figures PATTERN...: puts the lines that a part has printed about itself into the summary; a missing one is a failure.
figures() {
    local pattern lines
    for pattern in "$@"; do
        if lines=$(grep -oE "$pattern" "$log" | sort -u); then
            while read -r line; do summary+=("   $line"); done <<<"$lines"
        else
            summary+=("FAILED to say: $pattern")
            status=1
        fi
    done
}

# optimised NAME ARGUMENT...: tests, optimised: the counts would take hours otherwise. They are built once; `swift test`
# would build with other flags.
release=(-c release -Xswiftc -enable-testing --scratch-path .build-soak)
is_built=
optimised() {
    local name=$1
    shift
    if [ -z "$is_built" ]; then
        step "optimised tests: build" swift build --build-tests "${release[@]}"
        [ "${summary[-1]%% *}" = ok ] || return
        is_built=yes
    fi
    step "$name" dev/test.sh "${release[@]}" --skip-build "$@"
    figures 'Test run with .*'
}

# cases: puts the tests that were made with several arguments into the summary, with how many.
cases() { figures '".*" with [0-9]+ test cases passed after .*'; }

# sanitized KIND FOLDER OPTIONS ARGUMENT...: tests under a sanitizer, with the counts of CI: with the full ones, not optimised,
# they would take a day. SWIFT_BACKTRACE: the crash reporter hangs under them.
sanitized() {
    local kind=$1 folder=$2 options=$3
    shift 3
    step "tests under the $kind sanitizer: build" swift build --build-tests --sanitize="$kind" --scratch-path "$folder"
    [ "${summary[-1]%% *}" = ok ] || return
    local settings=(SWIFT_BACKTRACE=enable=no "$options")
    if [ "$kind" = thread ]; then
        clang -O1 -shared -fPIC -o "$folder/preload.so" dev/tsan/preload.c -ldl
        settings+=(LD_PRELOAD="$PWD/$folder/preload.so")
    fi
    step "tests under the $kind sanitizer" env -u IBSCRIPT_SOAK "${settings[@]}" \
        swift test --skip-build --sanitize="$kind" --scratch-path "$folder" "$@"
    figures 'Test run with .*'
}

# What touches C.
native='NotationTests|LuaBridgeTests|ScriptHostTests|ScriptRuntimeTests'

run() {
    case $1 in
    fuzz)
        step "fuzz, $targets targets for $minutes minutes each" dev/fuzz/run.sh $((minutes * 60 * targets))
        figures '^(server-messages|client-messages|unframed|round-trip): .*'
        ;;
    scripts)
        step "hostile scripts for $minutes minutes, address sanitizer" dev/fuzz/run-scripts.sh $((minutes * 60)) --sanitize
        figures '^scripts: .*'
        ;;
    tests)
        optimised "tests with full counts" --skip EndToEndTests
        figures 'soak: .* random orders.*' 'soak: .* combinations of chaos plans' 'soak: .* scenarios by both paths.*' \
            'soak: IBSCRIPT_CHAOS_CASE=499: .*' 'soak: .* order flows over three paths.*' 'soak: .* patterns equal.*' \
            'soak: week of .*' 'soak: .* backtests, all the same'
        ;;
    end)
        optimised "end-to-end tests with full counts" --filter EndToEndTests
        figures "soak: backtrader's IB store.*" 'soak: nautilus_trader on five symbols.*'
        ;;
    chaos)
        optimised "500 runs through chaos" --filter ScriptRuntimeTests.ChaosTruthTests
        figures 'soak: IBSCRIPT_CHAOS_CASE=499: .*'
        ;;
    kills)
        optimised "kills of runs and simulators" \
            --filter 'EndToEndTests.(KilledRunTests|StateFileTests|JournalTests/killed)'
        cases
        figures 'soak: .* kills of (a run|the simulator).*'
        ;;
    spoiled)
        optimised "connections spoiled at 200 positions" --filter EndToEndTests.SpoiledConnectionTests
        cases
        ;;
    order)
        optimised "200 orders by their system calls" --filter EndToEndTests.JournalTests/systemCalls
        figures 'soak: .* orders in the journal before the socket.*'
        ;;
    witness)
        optimised "ib_async as the witness" --filter EndToEndTests.ChaosTests/witness
        cases
        ;;
    download) optimised "two years of bars" --filter EndToEndTests.ShippedScriptTests ;;
    same)
        local filter='ScriptRuntimeTests.BacktestPathTests/determinism'
        optimised "the same backtest, optimised" --filter "$filter"
        figures 'soak: 100 backtests, all the same'
        step "the same backtest, not optimised" dev/test.sh --filter "$filter"
        figures 'Test run with .*' 'soak: 100 backtests, all the same'
        ;;
    address)
        sanitized address .build-asan ASAN_OPTIONS=detect_leaks=0 \
            --filter "$native|HostileScriptTests|EndToEndTests.(ScriptProcessTests|LockDownTests|ConfinedBacktestTests|ModuleTests)"
        ;;
    thread)
        sanitized thread .build-tsan TSAN_OPTIONS=halt_on_error=1 --skip EndToEndTests
        ;;
    programs)
        optimised "programs of others on the simulator" --filter EndToEndTests.ThirdPartyProgramTests
        figures "soak: backtrader's IB store.*" 'soak: nautilus_trader on five symbols.*'
        ;;
    exchange)
        step "benchmark of the exchange" Benchmarks/exchange.sh
        figures '^20000.*' '^ticks_per_second.*' '^thirty_days_seconds.*'
        ;;
    load)
        step "load, fifty clients for 60 s" dev/load/run.sh 60
        figures '^[0-9]+ ticks, .*' '^ok load'
        ;;
    *)
        echo "soak.sh: $1: no such part; the parts are named at the top of dev/soak.sh" >&2
        exit 64
        ;;
    esac
}

for part in "${parts[@]}"; do run "$part"; done

echo "== summary"
printf '%s\n' "${summary[@]}"
exit $status
