#!/bin/sh
# Builds the C programs and libraries of the tests: build.sh DIRECTORY. ${CC} may name another compiler than cc.
set -eu
here=$(dirname "$0")
into=$1
mkdir -p "$into"
if ! command -v "${CC:-cc}" >/dev/null; then
    echo "No C compiler: the tests that need one will be skipped." >&2
    exit 0
fi
compile() {
    "${CC:-cc}" -std=c11 -O2 -Wall -Wextra -Werror -Wpedantic "$@"
}
compile -o "$into/c_numbers" "$here/c_numbers.c"
# macOS needs no stand-in for its own libraries, and the other programs are only for Linux.
[ "$(uname)" = Linux ] || exit 0
# The name is the one that JNA makes of the library "System" on Linux. It stays loaded, as macOS's own does: JNA would
# unload it with the last object that refers to it, and load one that has handed nothing out yet.
compile -shared -fPIC -pthread -Wl,-z,nodelete -o "$into/libSystem.so" "$here"/fake_launchd*.c
compile -shared -fPIC -o "$into/libxpc.so" "$here/fake_libxpc.c"
compile -o "$into/spawn_with_sockets" "$here"/spawn*.c -lrt
compile -o "$into/libsystemd_oracle" "$here/libsystemd_oracle.c" -ldl
compile -o "$into/every_descriptor" "$here/every_descriptor.c" -lrt
compile -o "$into/passed" "$here/passed.c"
compile -o "$into/generation" "$here/generation.c"
compile -shared -fPIC -o "$into/libpause.so" "$here/pause.c" -ldl
# The Darwin personality: a kernel for LD_PRELOAD, and the C library that it gives to JNA.
mkdir -p "$into/darwin"
compile -shared -fPIC -pthread -o "$into/libdarwin.so" "$here"/darwin_numbers.c "$here"/darwin_descriptors.c \
    "$here"/darwin_files.c "$here"/darwin_sockets.c "$here"/darwin_datagrams.c "$here"/darwin_jna.c -ldl
compile -shared -fPIC -pthread -Wl,-z,nodelete -Wl,-rpath,"\$ORIGIN/.." -Wl,--no-as-needed -o "$into/darwin/libc.so" \
    "$here"/darwin_numbers.c "$here"/darwin_descriptors.c "$here"/darwin_libc.c "$here"/darwin_spawn.c \
    -L"$into" -ldarwin
compile -o "$into/restrict_families" "$here/restrict_families.c"
compile -shared -fPIC -o "$into/odd_kernel.so" "$here/odd_kernel.c" -ldl
