#!/usr/bin/env bash
# Runs all tests: those of Swift, then the comparison of the wire with the official clients. With arguments only Swift's,
# with these arguments. The third-party clients get virtual environments of their own under .build.
#
# The end-to-end tests have a run of their own: they wait for other programs on threads that the others would miss.
set -euo pipefail
cd "$(dirname "$0")/.."

dev/make-python.sh
tests=(swift test --explicit-target-dependency-import-check error "$@")
case " $* " in
*" --filter "* | *" --skip "*) "${tests[@]}" ;;
*)
    "${tests[@]}" --skip EndToEndTests
    "${tests[@]}" --skip-build --filter EndToEndTests
    ;;
esac
[ $# -gt 0 ] || Tests/Differential/run.sh
