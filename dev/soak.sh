#!/usr/bin/env bash
# The long runs, of which CI makes a tenth: every fuzz target for MINUTES (10), random orders and random frames in full,
# many clients for a minute.
set -euo pipefail
cd "$(dirname "$0")/.."

minutes=${1:-10}
targets=4
dev/fuzz/run.sh $((minutes * 60 * targets))
IBSCRIPT_SOAK=1 dev/test.sh
dev/load/run.sh 60
