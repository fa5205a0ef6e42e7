#!/usr/bin/env bash
# Makes the virtual environments of the third-party clients under .build. Nothing of them is patched but one pattern of
# IbPy, which Python 3.11 and later refuse: a flag must stand at the front of a pattern.
set -euo pipefail
cd "$(dirname "$0")/.."

make_environment() {
    local folder=.build/python/$1
    shift
    if [ -f "$folder/.complete" ] && [ "$(cat "$folder/.complete")" = "$*" ]; then return; fi
    echo "installing $* into $folder" >&2
    rm -rf "$folder"
    python3 -m venv "$folder"
    "$folder/bin/python" -m pip install --quiet --disable-pip-version-check "$@"
    echo "$*" >"$folder/.complete"
}

mkdir -p .build/python
make_environment ib_async ib_async==2.1.0 pytest==8.4.2
make_environment ibapi-9.81 ibapi==9.81.1.post1
make_environment ibapi-10.51 ibapi-latest==10.51.1
make_environment ibpy ibpy-lucidinvestor==1.0.3
# Of the soak alone: they are large.
if [ -n "${IBSCRIPT_SOAK:-}" ]; then
    make_environment backtrader backtrader==1.9.78.123 ibpy-lucidinvestor==1.0.3 pytz==2026.6
    make_environment nautilus "nautilus_trader[ib]==1.221.0"
fi
make_environment backtests backtrader==1.9.78.123 backtesting==0.6.6 numpy==2.4.6 pandas==3.1.1
for environment in ibpy backtrader; do
    ibpy=$(echo .build/python/$environment/lib/python3*/site-packages/ib/opt)
    [ -d "$ibpy" ] || continue
    sed -i "s/'(?!((?i)error\.\*))'/'(?i)(?!(error.*))'/" "$ibpy/message.py"
    rm -rf "$ibpy/__pycache__" # of the same second and size as the fixed file: Python would not look again
done
