#!/usr/bin/env bash
# What a quote costs the exchange with many resting orders; more than 20 microseconds with 20,000 limits and stops fails.
set -euo pipefail
cd "$(dirname "$0")/.."
swift build -c release --product exchange-benchmark >&2
"$(swift build -c release --show-bin-path)/exchange-benchmark" --limit "${1:-20}"
