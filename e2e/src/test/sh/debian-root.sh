#!/bin/sh
# Unpacks packages of a Debian release, and what they depend on, as a root folder of their own:
#   debian-root.sh SUITE DIR PACKAGE...
# A PACKAGE that begins with ^ is a regular expression, and stands for every package whose name it matches.
# DIR is left as it is where it exists. It appears when it is complete, even if another process makes it at the same time.
# Needs apt-get, dpkg and the keys of Debian (debian-archive-keyring), no privileges, and DEBIAN_MIRROR on another
# system. It runs none of the packages' scripts, and has folders of apt's own, so that nothing of the machine's apt
# changes.
set -eu
suite=$1
root=$2
shift 2
[ ! -e "$root" ] || exit 0

mkdir -p "$(dirname "$root")"
work=$(mktemp -d "$root.XXXXXX")
trap 'rm -rf "$work"' EXIT
chmod 755 "$work"
mkdir -p "$work/apt/lists/partial" "$work/apt/cache/archives/partial" "$work/root"

# The mirror that this machine takes Debian from; another system names one
# shellcheck disable=SC2016 # apt expands these itself
mirror=${DEBIAN_MIRROR:-$(apt-get indextargets --format '$(REPO_URI) $(ORIGIN) $(LABEL)' 'Created-By: Packages' 2>/dev/null \
    | sed -n 's/ Debian Debian$//p' | head -n 1)}
if [ -z "$mirror" ]; then
    echo "This system does not take its packages from Debian. Set DEBIAN_MIRROR to the address of a mirror of it." >&2
    exit 1
fi
keys=/usr/share/keyrings/debian-archive-keyring.gpg
echo "deb [signed-by=$keys] $mirror $suite main" >"$work/apt/sources.list"
: >"$work/apt/status"

# The machine's proxies and the like, and neither its hooks nor its preferences.
{
    apt-config dump | grep '^Acquire::' || true
    cat <<CONFIG
Dir::State "$work/apt";
Dir::State::lists "$work/apt/lists";
Dir::State::status "$work/apt/status";
Dir::Cache "$work/apt/cache";
Dir::Log "$work/apt";
Dir::Etc::main "/dev/null";
Dir::Etc::parts "/dev/null";
Dir::Etc::preferences "/dev/null";
Dir::Etc::preferencesparts "/dev/null";
Dir::Etc::sourcelist "$work/apt/sources.list";
Dir::Etc::sourceparts "/dev/null";
APT::Install-Recommends "false";
APT::Sandbox::User "";
Acquire::Languages "none";
Acquire::Retries "3";
CONFIG
} >"$work/apt/apt.conf"
export APT_CONFIG="$work/apt/apt.conf"

apt-get update -qq
packages="base-files base-passwd bash coreutils libc-bin"
for package in "$@"; do
    case $package in
        ^*) packages="$packages $(apt-cache search --names-only "$package" | cut -d ' ' -f 1 | tr '\n' ' ')" ;;
        *) packages="$packages $package" ;;
    esac
done
# shellcheck disable=SC2086 # a list
apt-get install -qq --download-only -y $packages >/dev/null
# base-files has the links /bin and /lib: what comes after it follows them
for package in "$work"/apt/cache/archives/base-files_*.deb "$work"/apt/cache/archives/*.deb; do
    dpkg-deb --extract "$package" "$work/root"
done

# The files that the scripts of the packages would have made.
for folder in dev etc mnt opt proc run sys tmp; do mkdir -p "$work/root/$folder"; done
ln -sf bash "$work/root/usr/bin/sh"
[ ! -e "$work/root/usr/bin/mawk" ] || ln -sf mawk "$work/root/usr/bin/awk"
for file in passwd group; do cp "$work/root/usr/share/base-passwd/$file.master" "$work/root/etc/$file"; done
: >"$work/root/etc/machine-id"
# another run may have been faster
mv -T "$work/root" "$root" 2>/dev/null || [ -d "$root" ]
