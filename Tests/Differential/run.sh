#!/usr/bin/env bash
# Compares our frames with the official Python clients 10.51.1 and 9.81.1, as text and as protobuf, in both directions.
#
# usage: Tests/Differential/run.sh
# Needs the environments of dev/make-python.sh and the debug binary; IBSCRIPT names another one. Text is compared at
# every version next to a gate of the message, protobuf at the versions below. Exit status 1 with any difference that
# exceptions.tsv does not list, with a message or field that was not covered, and with an exception nothing needs.
set -euo pipefail
cd "$(dirname "$0")/../.."

dev/make-python.sh
if [ -z "${IBSCRIPT:-}" ]; then
    swift build --product ibscript >&2
    IBSCRIPT=$(swift build --show-bin-path)/ibscript
fi
export IBSCRIPT PYTHONDONTWRITEBYTECODE=1
versions="201 203 206 208 213 219 226"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

compare() {
    .build/python/"$1"/bin/python Tests/Differential/"$2"_frames.py "${@:3}" --used "$work/$1.$2.$3.used" \
        >"$work/$1.$2.$3.out" 2>&1 || echo failed >>"$work/failed"
}
# Two at a time: as many as a small machine has cores.
(
    compare ibapi-10.51 server text 100 200
    compare ibapi-10.51 server protobuf $versions
    compare ibapi-9.81 server text 100 157
) &
(
    compare ibapi-10.51 client text 100 200
    compare ibapi-10.51 client protobuf $versions
    compare ibapi-9.81 client text 100 157
) &
wait
cat "$work"/*.out
awk -F'\t' 'FILENAME != ARGV[ARGC - 1] {used[$1] = 1; next}
    FNR > 1 && !((FNR - 1) in used) {print "exception that nothing needs: " $0; found = 1}
    END {exit found}' "$work"/*.used Tests/Differential/exceptions.tsv || echo unused >>"$work/failed"
[ ! -e "$work/failed" ]
