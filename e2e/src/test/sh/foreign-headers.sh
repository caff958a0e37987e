#!/bin/sh
# Unpacks the C headers of Linux on other processors, as Debian 13 has them for cross compilers, for the tests of
# Doorbell's declarations of C:
#   foreign-headers.sh [DIR]
# DIR is ~/.cache/doorbell/foreign-headers by default, where the tests look for it. debian-root.sh says what it needs.
set -eu
root=${1:-${XDG_CACHE_HOME:-$HOME/.cache}/doorbell/foreign-headers}
exec "$(dirname "$0")/debian-root.sh" trixie "$root" libc6.1-dev-alpha-cross libc6-dev-arm64-cross \
    libc6-dev-armhf-cross libc6-dev-i386-cross libc6-dev-m68k-cross libc6-dev-mips64el-cross libc6-dev-mipsel-cross \
    libc6-dev-powerpc-cross libc6-dev-ppc64-cross libc6-dev-ppc64el-cross libc6-dev-riscv64-cross libc6-dev-s390x-cross \
    libc6-dev-sh4-cross libc6-dev-sparc64-cross
