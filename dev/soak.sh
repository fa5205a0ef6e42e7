#!/usr/bin/env bash
# The long runs, of which CI makes a part: soak.sh [MINUTES]. Every fuzz target for MINUTES (10); all tests with their
# full counts: 100,002 random orders, 500 combinations of disasters, 1,000 scenarios by both paths, 2,000 order flows
# over three paths, 500 runs through chaos, kills of runs and simulators, random frames, backtrader and nautilus_trader on
# the simulator; what touches C under the address and the thread sanitizer; the exchange's benchmark; fifty clients for a
# minute. Prints figures and a summary; 1 if anything failed.
set -uo pipefail
cd "$(dirname "$0")/.."

minutes=${1:-10}
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

step "fuzz, $targets targets for $minutes minutes each" dev/fuzz/run.sh $((minutes * 60 * targets))
figures '^(server-messages|client-messages|unframed|round-trip): .*'
step "hostile scripts for $minutes minutes, with the address sanitizer" dev/fuzz/run-scripts.sh $((minutes * 60)) --sanitize
figures '^scripts: .*'
# Optimised: the counts would take hours otherwise.
step "tests with full counts" dev/test.sh -c release -Xswiftc -enable-testing --scratch-path .build-soak
figures 'soak: .* random orders.*' 'soak: .* combinations of disasters.*' 'soak: .* scenarios by both paths.*' \
    'soak: IBSCRIPT_CHAOS_CASE=499: .*' 'soak: .* order flows over three paths.*' \
    'soak: .* kills.*' 'soak: .* patterns equal.*' 'soak: week of .*' "soak: backtrader's IB store.*" \
    'soak: nautilus_trader on five symbols.*' 'Test run with .*'
# What touches C, under the sanitizers; SWIFT_BACKTRACE: the crash reporter hangs under them.
sanitized='NotationTests|LuaBridgeTests|ScriptHostTests|ScriptRuntimeTests|HostileScriptTests|Isolation'
step "tests of what touches C, with the address sanitizer" env SWIFT_BACKTRACE=enable=no ASAN_OPTIONS=detect_leaks=0 \
    swift test --sanitize=address --scratch-path .build-asan --filter "$sanitized"
figures 'Test run with .*'
step "the same with the thread sanitizer" env SWIFT_BACKTRACE=enable=no TSAN_OPTIONS=halt_on_error=1 \
    swift test --sanitize=thread --scratch-path .build-tsan --filter "$sanitized"
figures 'Test run with .*'
step "benchmark of the exchange" Benchmarks/exchange.sh
figures '^20000.*' '^ticks_per_second.*' '^thirty_days_seconds.*'
step "load, fifty clients for 60 s" dev/load/run.sh 60
figures '^[0-9]+ ticks, .*' '^ok load'

echo "== summary"
printf '%s\n' "${summary[@]}"
exit $status
