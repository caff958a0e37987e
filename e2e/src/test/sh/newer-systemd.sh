#!/bin/sh
# Makes the root folder of a Debian with a newer systemd, for the tests that need one:
#   newer-systemd.sh [SUITE [DIR]]
# SUITE is trixie by default, which has systemd 257; DIR is ~/.cache/doorbell/systemd-SUITE, where the tests look for that
# of trixie. What is there already stays as it is. debian-root.sh says what it needs.
set -eu
suite=${1:-trixie}
root=${2:-${XDG_CACHE_HOME:-$HOME/.cache}/doorbell/systemd-$suite}
# the last three are for the JVM of the tests, python3 for their clients
exec "$(dirname "$0")/debian-root.sh" "$suite" "$root" systemd util-linux mount python3-minimal libstdc++6 zlib1g
