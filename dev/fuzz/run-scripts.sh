#!/usr/bin/env bash
# Fuzzes the host of the scripts for SECONDS: run-scripts.sh SECONDS [--sanitize]. With --sanitize the program is built with
# the address sanitizer. A fault ends with 1; its script stays in dev/fuzz/crashes.
set -euo pipefail
cd "$(dirname "$0")/../.."

seconds=${1:?usage: run-scripts.sh SECONDS [--sanitize]}
flags=(--product ibscript)
if [ "${2:-}" = --sanitize ]; then flags+=(--sanitize=address --scratch-path .build-asan); fi
log=$(mktemp)
trap 'rm -f "$log"' EXIT
swift build "${flags[@]}" >"$log" 2>&1 || { cat "$log" >&2; exit 1; }
program=$(swift build "${flags[@]}" --show-bin-path)/ibscript
dev/fuzz/scripts.py "$program" "$seconds"
