#!/usr/bin/env bash
# Fuzzes the coders for SECONDS together: run.sh SECONDS. A crash ends with 1; its input stays in dev/fuzz/crashes.
set -euo pipefail
cd "$(dirname "$0")"

seconds=${1:?usage: run.sh SECONDS}
targets=(server-messages client-messages unframed round-trip)
each=$((seconds / ${#targets[@]}))
[ "$each" -gt 0 ] || each=1

# The crash reporter hangs under the address sanitizer.
export SWIFT_BACKTRACE=enable=no
export ASAN_OPTIONS=detect_leaks=0
log=$(mktemp)
trap 'rm -f "$log"' EXIT
flags=(-c debug --product wire-fuzz --scratch-path ../../.build-fuzz --sanitize=address
    -Xswiftc -sanitize=fuzzer -Xswiftc -parse-as-library -Xswiftc -use-ld=lld)
swift build "${flags[@]}" >"$log" 2>&1 || { cat "$log" >&2; exit 1; }
program=$(swift build "${flags[@]}" --show-bin-path)/wire-fuzz

corpus=../../.build-fuzz/corpus
./make-corpus.py ../../Tests/TWSWireTests/Samples "$corpus"
mkdir -p crashes
status=0
for target in "${targets[@]}"; do
    mkdir -p "$corpus/$target"
    if "$program" "$target" -max_total_time="$each" -dict=wire.dict -max_len=4096 -timeout=10 -rss_limit_mb=2048 \
        -artifact_prefix="crashes/$target-" -print_final_stats=1 "$corpus/$target" "seeds/$target" >"$log" 2>&1; then
        echo "$target: $(grep -oE 'number_of_executed_units: [0-9]+' "$log" || true), $(ls "$corpus/$target" | wc -l) inputs"
    else
        grep -vE "^#[0-9]+" "$log" | tail -n 40 >&2
        echo "$target: FAILED; run again: $program $target dev/fuzz/crashes/$target-*" >&2
        status=1
    fi
done
rmdir --ignore-fail-on-non-empty crashes
exit $status
