#!/bin/sh
# Becomes systemd on a root of its own; private_systemd.py runs this as the first process of the new namespaces.
#   private_root.sh CONSOLE ROOT OWN|HOST PATH...
set -eu
console=$1 lower=$2 network=$3
shift 3

# All writes of the system go to this memory.
mount -t tmpfs -o mode=0755 tmpfs /mnt
mkdir /mnt/upper /mnt/work /mnt/root
mount -t overlay -o "lowerdir=$lower,upperdir=/mnt/upper,workdir=/mnt/work" overlay /mnt/root
root=/mnt/root
if [ ! -x "$root/usr/lib/systemd/systemd" ]; then
    echo "there is no systemd in $lower"
    exit 1
fi
# a folder made by debootstrap need not have them all
for folder in dev etc/systemd mnt proc run sys tmp; do mkdir -p "$root/$folder"; done

mount -t tmpfs -o mode=1777 tmpfs "$root/tmp"
mount -t tmpfs -o mode=0755 tmpfs "$root/run"
mount -t proc proc "$root/proc"
# systemd raises limits of the kernel (fs.nr_open, net.unix.max_dgram_qlen), which belong to this machine, except those
# of its own network
mount --bind "$root/proc/sys" "$root/proc/sys"
mount -o remount,bind,ro "$root/proc/sys"
if [ "$network" = OWN ]; then
    mkdir /mnt/proc
    mount -t proc proc /mnt/proc
    mount --bind /mnt/proc/sys/net "$root/proc/sys/net"
fi
mount -t sysfs -o ro sysfs "$root/sys"
mount -t cgroup2 cgroup2 "$root/sys/fs/cgroup"

# A /dev without the machine's disks, and with a console that the test reads.
mount -t tmpfs -o mode=0755 tmpfs "$root/dev"
for device in null zero full random urandom tty; do cp -a "/dev/$device" "$root/dev/"; done
mkdir "$root/dev/pts" "$root/dev/shm" "$root/dev/mqueue"
mount -t devpts -o newinstance,ptmxmode=0666,mode=0620 devpts "$root/dev/pts"
mount -t tmpfs -o mode=1777 tmpfs "$root/dev/shm"
mount -t mqueue mqueue "$root/dev/mqueue"
ln -s pts/ptmx "$root/dev/ptmx"
ln -s /proc/self/fd "$root/dev/fd"
touch "$root/dev/console"
mount --bind "$console" "$root/dev/console"

for path in "$@"; do
    mkdir -p "$root$path"
    mount --rbind "$path" "$root$path"
done

# The distribution's own units would mount disks and start daemons. Its targets are enough for units written for it, and
# its journal for their output.
units=$root/usr/lib/systemd/system
mkdir /mnt/units
for unit in basic exit final local-fs local-fs-pre multi-user network network-online nss-user-lookup paths shutdown slices \
    sockets swap sysinit time-set time-sync timers umount; do
    if [ -e "$units/$unit.target" ]; then cp "$units/$unit.target" /mnt/units/; fi
done
for unit in systemd-exit.service systemd-journald.service systemd-journald.socket systemd-journald-dev-log.socket \
    user.slice user@.service user-runtime-dir@.service; do
    if [ -e "$units/$unit" ]; then cp "$units/$unit" /mnt/units/; fi
done
mkdir /mnt/units/sockets.target.wants
ln -s ../systemd-journald.socket ../systemd-journald-dev-log.socket /mnt/units/sockets.target.wants/
for folder in etc/systemd/system usr/lib/systemd/system usr/lib/systemd/system-generators etc/systemd/system-generators \
    usr/lib/systemd/system-environment-generators usr/lib/systemd/system-preset; do
    rm -rf "${root:?}/$folder"
done
mkdir "$root/etc/systemd/system"
cp -R /mnt/units "$units"
mkdir -p "$root/etc/systemd/journald.conf.d"
printf '[Journal]\nStorage=volatile\nReadKMsg=no\nAudit=no\nRateLimitBurst=0\n' \
    >"$root/etc/systemd/journald.conf.d/doorbell.conf"
tr -d - </proc/sys/kernel/random/uuid >"$root/etc/machine-id"

if [ "$network" = OWN ]; then ip link set lo up; fi

cd "$root"
pivot_root . mnt
umount -l /mnt
# In a container, systemd does not change this machine's clock and kernel settings.
exec env -i container=doorbell PATH=/usr/sbin:/usr/bin:/sbin:/bin LANG=C.UTF-8 \
    /usr/lib/systemd/systemd --system --unit=multi-user.target --log-target=console --show-status=no
