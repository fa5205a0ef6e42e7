#!/usr/bin/env bash
# Installs what make.sh has built into clean systems, made for that by debootstrap, and runs a script there. As root.
set -euo pipefail
cd "$(dirname "$0")/../.."

release=$(. /etc/os-release && echo "$VERSION_CODENAME")
mirror=${MIRROR:-$(awk '$1 == "URIs:" {print $2; exit} $1 == "deb" {print $2; exit}' \
    /etc/apt/sources.list.d/*.sources /etc/apt/sources.list 2>/dev/null)}
root=$(mktemp -d)
trap 'umount "$root"/*/proc 2>/dev/null || true; rm -rf "$root"' EXIT

# system NAME PACKAGE...: a clean system with packages that are named.
system() {
    local folder=$root/$1
    shift
    debootstrap --variant=minbase ${1:+--include=$(IFS=, && echo "$*")} "$release" "$folder" "$mirror" >/dev/null
    mount -t proc proc "$folder/proc"
}

# proof NAME PROGRAM SCRIPT: the script ends with a filled order; the program says what it is made of.
proof() {
    chroot "$root/$1" "$2" --version
    chroot "$root/$1" "$2" --speed max "$3" 2>&1 | tee "$root/said" | tail -2
    grep -q 'order 1: Filled' "$root/said"
    echo "ok $1"
}

system deb
cp dist/ibscript_*.deb "$root/deb/tmp/"
cp /etc/apt/apt.conf.d/* "$root/deb/etc/apt/apt.conf.d/" 2>/dev/null || true
cp /etc/resolv.conf "$root/deb/etc/resolv.conf" 2>/dev/null || true
chroot "$root/deb" sh -c 'apt-get update -qq && apt-get install -y -qq --no-install-recommends /tmp/ibscript_*.deb' >/dev/null
proof deb /usr/bin/ibscript /usr/share/ibscript/scripts/buy_aapl.lua
chroot "$root/deb" sh -c 'test -s /usr/share/man/man1/ibscript.1.gz && bash -n /usr/share/bash-completion/completions/ibscript'
chroot "$root/deb" apt-get remove -y -qq ibscript >/dev/null
[ ! -e "$root/deb/usr/bin/ibscript" ]

system tar liblua5.4-0 libsqlite3-0 tzdata
tar -C "$root/tar/opt" -xzf dist/ibscript-*.tar.gz --strip-components=1
proof tar /opt/bin/ibscript /opt/share/ibscript/scripts/buy_aapl.lua
