#!/usr/bin/env bash
# Runs all tests: those of Swift in parts, then the comparison of the wire with the official clients. With arguments only
# Swift's, with these arguments. The third-party clients get virtual environments of their own under .build.
set -euo pipefail
cd "$(dirname "$0")/.."

dev/make-python.sh
check=(--explicit-target-dependency-import-check error)
if [ $# -gt 0 ]; then
    swift test "${check[@]}" "$@"
    exit
fi
swift build --build-tests "${check[@]}"
dev/run-tests.py "$(swift build --show-bin-path)/ibscriptPackageTests.xctest"
Tests/Differential/run.sh
