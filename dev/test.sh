#!/usr/bin/env bash
# Runs all tests. The third-party clients get a virtual environment of their own under .build.
set -euo pipefail
cd "$(dirname "$0")/.."

dev/make-python.sh
swift test --explicit-target-dependency-import-check error "$@"
