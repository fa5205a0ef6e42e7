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
make_environment backtests backtrader==1.9.78.123 backtesting==0.6.6 numpy==2.4.6 pandas==3.1.1
ibpy=$(echo .build/python/ibpy/lib/python3*/site-packages/ib/opt)
sed -i "s/'(?!((?i)error\.\*))'/'(?i)(?!(error.*))'/" "$ibpy/message.py"
rm -rf "$ibpy/__pycache__" # of the same second and size as the fixed file: Python would not look again
