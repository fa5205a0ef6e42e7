#!/usr/bin/env bash
# Fifty clients and one that never reads on an optimised simulator for SECONDS (10): run.sh [SECONDS]. 1 on any loss.
set -euo pipefail
cd "$(dirname "$0")/../.."
seconds=${1:-10}

program=$(dev/release.sh ibscript)
folder=$(mktemp -d)
"$program" sim --port 0 --speed 10x >"$folder/out" 2>"$folder/log" &
simulator=$!
trap 'kill $simulator 2>/dev/null || true; rm -rf "$folder"' EXIT
until grep -q listening "$folder/out"; do kill -0 $simulator; sleep 0.1; done
port=$(sed -n 's/listening on .*:\([0-9]*\)$/\1/p' "$folder/out")

python3 dev/load/clients.py "$port" $simulator "$seconds"
if ! grep -q "does not read: disconnected" "$folder/log"; then
    echo "load: the log does not say that the client that never reads was disconnected" >&2
    exit 1
fi
kill $simulator
wait $simulator
