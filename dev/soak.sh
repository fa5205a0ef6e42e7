#!/usr/bin/env bash
# The long runs: every fuzz target for MINUTES (10 when not given).
set -euo pipefail
cd "$(dirname "$0")/.."

minutes=${1:-10}
targets=4
dev/fuzz/run.sh $((minutes * 60 * targets))
