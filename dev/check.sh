#!/usr/bin/env bash
# The checks that need no test run: format, generated code, imports, forbidden words, file size.
set -euo pipefail
cd "$(dirname "$0")/.."
failed=0
fail() { echo "check: $1" >&2; failed=1; }

mapfile -t sources < <(git ls-files 'Package.swift' 'Sources/*.swift' 'Tests/*.swift' | grep -v '/Generated/')

swift format lint --strict --configuration .swift-format "${sources[@]}" || fail "format: run 'make format', then fix what is left"

before=$(find Sources/*/Generated Sources/*/*/Generated docs/reference -type f -exec sha256sum {} + | sort | sha256sum)
swift run --quiet ibscript-gen
after=$(find Sources/*/Generated Sources/*/*/Generated docs/reference -type f -exec sha256sum {} + | sort | sha256sum)
[ "$before" = "$after" ] || fail "generated sources are stale: run 'make generate' and commit"

if grep -HnE '@unchecked Sendable|nonisolated\(unsafe\)|try!|fatalError\(|TODO|FIXME|@preconcurrency' "${sources[@]}"; then
    fail "a forbidden word (see above)"
fi
if grep -lE '^import ' "${sources[@]}" | grep '^Sources/'; then
    fail "an import without access level (see above)"
fi
if printf '%s\n' "${sources[@]}" | grep '^Tests/' | xargs grep -HnE 'Task\.sleep|usleep|Thread\.sleep'; then
    fail "a sleep in a test (see above)"
fi
dev/check-imports.sh || fail "an import against the order of the targets"
while read -r lines file; do
    [ "$file" = total ] || [ "$lines" -le 400 ] || fail "$file has $lines lines, more than 400"
done < <(wc -l "${sources[@]}")

[ "$failed" -eq 0 ] && echo "check: all good"
exit "$failed"
