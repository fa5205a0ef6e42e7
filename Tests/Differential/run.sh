#!/usr/bin/env bash
# Compares our text frames with the official Python clients 10.51.1 and 9.81.1, in both directions, at every version.
#
# usage: Tests/Differential/run.sh [STEP]     every STEP-th version only; IBSCRIPT names another binary
set -euo pipefail
cd "$(dirname "$0")/../.."
step=${1:-1}

dev/make-python.sh
[ -n "${IBSCRIPT:-}" ] || swift build --product ibscript
failed=0
compare() {
    local python=.build/python/$1/bin/python
    echo "$1:"
    "$python" Tests/Differential/server_frames.py 100 "$2" "$step" || failed=1
    "$python" Tests/Differential/client_frames.py 100 "$2" "$step" || failed=1
}
compare ibapi-10.51 200
compare ibapi-9.81 157
exit "$failed"
