#!/usr/bin/env bash
# Writes the commit of this folder into the program at $1, for --version; with "-dirty" if there are changes.
set -euo pipefail

program=$(realpath "$1")
cd "$(dirname "$0")/../.."
commit=$(git describe --always --abbrev=12 --dirty --exclude '*')
stamp=$(mktemp)
trap 'rm -f "$stamp"' EXIT
printf '%s' "$commit" >"$stamp"
truncate -s 48 "$stamp"
objcopy --update-section .build_stamp="$stamp" "$program"
