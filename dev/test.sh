#!/usr/bin/env bash
# Runs all tests: those of Swift, then the comparison of the wire with the official clients. With arguments only Swift's,
# with these arguments. The third-party clients get virtual environments of their own under .build.
set -euo pipefail
cd "$(dirname "$0")/.."

dev/make-python.sh
swift test --explicit-target-dependency-import-check error "$@"
[ $# -gt 0 ] || Tests/Differential/run.sh
