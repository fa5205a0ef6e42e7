#!/usr/bin/env bash
# Builds what is given to people without a toolchain: dist/ibscript-VERSION-linux-ARCH.tar.gz and
# dist/ibscript_VERSION_ARCH.deb, from the binary at $1. The same commit gives the same bytes.
set -euo pipefail
source=$(realpath "$1")
cd "$(dirname "$0")/../.."

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
binary=$work/ibscript
install -s -m 755 "$source" "$binary"
dev/dist/stamp.sh "$binary"
version=$("$binary" --version | awk '{print $2}')
export SOURCE_DATE_EPOCH
SOURCE_DATE_EPOCH=$(git log -1 --format=%ct)
date=$(date -u -d "@$SOURCE_DATE_EPOCH" +%F)
architecture=$(dpkg --print-architecture)

# fill ROOT: what both have, under ROOT.
fill() {
    local root=$1 share=$1/share
    install -D -m 755 "$binary" "$root/bin/ibscript"
    install -d "$share/man/man1" "$share/bash-completion/completions" "$share/zsh/site-functions" \
        "$share/fish/vendor_completions.d"
    "$binary" --experimental-dump-help | python3 dev/dist/man-page.py "$version" "$date" |
        gzip -n9 >"$share/man/man1/ibscript.1.gz"
    # Without a command, a script follows: bash completes files where the program names nothing.
    "$binary" --generate-completion-script bash | sed "s/^complete -o filenames /complete -o default -o filenames /" \
        >"$share/bash-completion/completions/ibscript"
    "$binary" --generate-completion-script zsh >"$share/zsh/site-functions/_ibscript"
    "$binary" --generate-completion-script fish >"$share/fish/vendor_completions.d/ibscript.fish"
    install -D -m 644 -t "$share/ibscript/library" docs/reference/ibscript.lua
    install -D -m 644 -t "$share/ibscript/scripts" scripts/*.lua
    install -D -m 644 -t "$share/doc/ibscript" README.md CHANGELOG.md LICENSE
    install -D -m 644 -t "$share/doc/ibscript/docs" docs/*.md
    install -D -m 644 -t "$share/doc/ibscript/docs/reference" docs/reference/*.md
    find "$root" -exec touch -h -d "@$SOURCE_DATE_EPOCH" {} +
}

mkdir -p dist
name=ibscript-$version-linux-$(uname -m)
fill "$work/$name"
tar -C "$work" --sort=name --owner=0 --group=0 --numeric-owner --mtime="@$SOURCE_DATE_EPOCH" -c "$name" |
    gzip -n9 >"dist/$name.tar.gz"

package=$work/package
fill "$package/usr"
mkdir -p "$work/debian" "$package/DEBIAN"
cat >"$work/debian/control" <<END
Source: ibscript

Package: ibscript
Architecture: any
END
# The libraries that the binary is linked with, as this system's packages name them.
depends=$(cd "$work" && dpkg-shlibdeps -O --ignore-missing-info "$package/usr/bin/ibscript" 2>/dev/null | sed -n 's/^shlibs:Depends=//p')
cat >"$package/DEBIAN/control" <<END
Package: ibscript
Version: $version
Architecture: $architecture
Maintainer: ibscript <ibscript@localhost>
Installed-Size: $(du -sk "$package/usr" | cut -f1)
Depends: $depends, tzdata
Section: misc
Priority: optional
Description: small Lua trading scripts for Interactive Brokers
 Runs sandboxed Lua 5.4 scripts on a native runtime that owns the connection
 to TWS or IB Gateway, with a simulated TWS built in.
END
dpkg-deb --root-owner-group --build "$package" "dist/ibscript_${version}_$architecture.deb" >/dev/null
(cd dist && sha256sum "$name.tar.gz" "ibscript_${version}_$architecture.deb" | tee SHA256SUMS)
