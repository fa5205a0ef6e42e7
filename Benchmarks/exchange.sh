#!/usr/bin/env bash
# What the exchange's work costs. Fails above 20 microseconds a quote with 20,000 limits, stops and trailing stops, below a
# million ticks in a second of processor time, and above 2 s for 30 days with an order that waits.
set -euo pipefail
cd "$(dirname "$0")/.."
swift build -c release --product exchange-benchmark >&2
"$(swift build -c release --show-bin-path)/exchange-benchmark" --limit "${1:-20}"
