#!/usr/bin/env bash
# Builds a program as it is installed, with the Swift runtime in it, and prints where it is: release.sh PRODUCT
#
# With the runtime in libraries of their own, an order of a backtest takes half as long again (docs/performance.md).
set -euo pipefail
cd "$(dirname "$0")/.."

release=(-c release --static-swift-stdlib --disable-local-rpath -Xlinker --no-export-dynamic)
swift=${SWIFT:-swift}
$swift build "${release[@]}" --product "$1" >&2
echo "$($swift build "${release[@]}" --show-bin-path)/$1"
