#!/bin/sh
# Runs java of another system, with that system's own libc, on this machine's files, network and processes:
#   DOORBELL_ROOT=DIR DOORBELL_JAVA=/usr/lib/jvm/... java-in-root.sh ARGUMENT...
# DIR is a folder of debian-root.sh. The files of this machine that the tests need cover those of DIR, and other writes
# stay in memory. The process stays the same, and so do its descriptors: LISTEN_PID holds. Needs root.
set -eu
if [ "${1:-}" != --inside ]; then
    exec unshare --mount --propagation private "$0" --inside "$@"
fi
shift
mount -t tmpfs -o mode=0755 tmpfs /mnt
mkdir /mnt/upper /mnt/work /mnt/root
mount -t overlay -o "lowerdir=$DOORBELL_ROOT,upperdir=/mnt/upper,workdir=/mnt/work" overlay /mnt/root
# Maven's repository is in the home of the user, which differs from $HOME in some containers
for path in /dev /proc /sys /tmp "${HOME:-/root}/.m2" /root/.m2 "${DOORBELL_CHECKOUT:-$PWD}"; do
    if [ -d "$path" ] && [ ! -e "/mnt/root$path/repository" ]; then
        mkdir -p "/mnt/root$path"
        mount --rbind "$path" "/mnt/root$path"
    fi
done
exec chroot /mnt/root /usr/bin/env -C "$PWD" "PATH=/usr/bin:/bin:/usr/sbin:/sbin" "$DOORBELL_JAVA/bin/java" "$@"
