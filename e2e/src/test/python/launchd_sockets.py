"""The Sockets dictionary of launchd.plist(5), bound as launchd binds it. Used by launchd_stand_in.py.

Details that the manual page leaves out follow launchctl of launchd-842, the last version with open sources."""
import errno
import os
import socket
import struct
import sys
import tempfile

TYPES = {"stream": socket.SOCK_STREAM, "dgram": socket.SOCK_DGRAM, "seqpacket": socket.SOCK_SEQPACKET}
FAMILIES = {"ipv4": socket.AF_INET, "ipv6": socket.AF_INET6, "ipv4v6": socket.AF_INET6}
PROTOCOLS = {"tcp": socket.IPPROTO_TCP, "udp": socket.IPPROTO_UDP}
KEYS = {"SockType", "SockPassive", "SockNodeName", "SockServiceName", "SockFamily", "SockProtocol", "SockPathName",
        "SecureSocketWithKey", "SockPathOwner", "SockPathGroup", "SockPathMode", "Bonjour", "MulticastGroup",
        "ReceivePacketInfo"}
# listen(2) on macOS takes less than 0 for the most that the kernel allows
BACKLOG = socket.SOMAXCONN
# sun_path of macOS has 104 bytes, the last of which is a NUL
LONGEST_PATH = 103
# of linux/in.h, which Python does not have
IP_PKTINFO = 8


class Bound:
    """The result of the dictionary: the sockets of each name, and the variables of SecureSocketWithKey."""

    def __init__(self, dictionary):
        self.sockets = {}
        self.variables = {}
        self.directories = []
        for name, value in dictionary.items():
            self.sockets[name] = []
            for entry in value if isinstance(value, list) else [value]:
                self._add(name, entry)

    def _add(self, name, entry):
        """Binds one entry. If it fails, its name keeps the sockets so far, and the other names are unaffected: launchd logs it."""
        try:
            for unknown in sorted(set(entry) - KEYS):
                print("launchd_stand_in: no such key, ignored: %s" % unknown, file=sys.stderr)
            for made in self._made(name, entry):
                self.sockets[name].append(made)
                print("socket %s %s" % (name, text(made.getsockname())))
        except OSError as e:
            print("launchd_stand_in: %s: %s" % (name, e), file=sys.stderr)

    def _made(self, name, entry):
        kind = chosen(entry, "SockType", TYPES, socket.SOCK_STREAM)
        passive = entry.get("SockPassive", True)
        path = entry.get("SockPathName")
        if "SecureSocketWithKey" in entry:
            self.directories.append(tempfile.mkdtemp(prefix="launch-"))
            path = os.path.join(self.directories[-1], name)
            self.variables[entry["SecureSocketWithKey"]] = path
        if path:
            yield unix(entry, kind, passive, path)
        else:
            yield from internet(entry, kind, passive)

    def all(self):
        return [one for several in self.sockets.values() for one in several]

    def close(self):
        """Binds a path, which stays until the next load replaces it, as with launchd. The directories are this stand-in's own."""
        for one in self.all():
            one.close()
        for directory in self.directories:
            for left in os.listdir(directory):
                os.unlink(os.path.join(directory, left))
            os.rmdir(directory)


def chosen(entry, key, values, otherwise):
    """Treats an unknown value as missing, as launchd does."""
    return values.get(entry.get(key, "").lower(), otherwise)


def unix(entry, kind, passive, path):
    if kind == socket.SOCK_SEQPACKET:
        raise OSError(errno.EPROTONOSUPPORT, "macOS has no such UNIX socket")
    if len(os.fsencode(path)) > LONGEST_PATH:
        raise OSError(errno.ENAMETOOLONG, "too long for a UNIX socket of macOS", path)
    made = socket.socket(socket.AF_UNIX, kind)
    if not passive:
        made.connect(path)
        return made
    if os.path.lexists(path):
        os.unlink(path)
    before = os.umask(0o077)
    try:
        made.bind(path)
    finally:
        os.umask(before)
    os.chown(path, entry.get("SockPathOwner", -1), entry.get("SockPathGroup", -1))
    if "SockPathMode" in entry:
        os.chmod(path, entry["SockPathMode"])
    if kind != socket.SOCK_DGRAM:
        made.listen(BACKLOG)
    return made


def internet(entry, kind, passive):
    """One socket after another; the first address that fails ends it."""
    service = entry.get("SockServiceName")
    found = resolved(
        entry.get("SockNodeName"), None if service is None else str(service),
        chosen(entry, "SockFamily", FAMILIES, socket.AF_UNSPEC), kind, chosen(entry, "SockProtocol", PROTOCOLS, 0),
        socket.AI_PASSIVE if passive else 0)
    for one in found:
        yield bound(entry, one) if passive else connected(one)


def resolved(node, service, family, kind, protocol, flags):
    """As macOS resolves: its hosts file has both addresses of localhost, and IPv6 comes first."""
    if node == "localhost":
        nodes = {socket.AF_INET: ["127.0.0.1"], socket.AF_INET6: ["::1"]}.get(family, ["::1", "127.0.0.1"])
    else:
        nodes = [node]
    found = [one for each in nodes for one in socket.getaddrinfo(each, service, family, kind, protocol, flags)]
    return sorted(found, key=lambda one: one[0] != socket.AF_INET6)


def connected(info):
    made = socket.socket(*info[:3])
    made.connect(info[4])
    return made


def bound(entry, info):
    family, kind, protocol, _, address = info
    made = socket.socket(family, kind, protocol)
    if family == socket.AF_INET6:
        both = entry.get("SockFamily", "").lower() == "ipv4v6"
        made.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 0 if both else 1)
    group = entry.get("MulticastGroup")
    made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT if group else socket.SO_REUSEADDR, 1)
    made.bind(address)
    if group:
        join(made, family, group)
    if entry.get("ReceivePacketInfo"):
        told_the_destination(made, family)
    if kind != socket.SOCK_DGRAM:
        made.listen(BACKLOG)
    return made


def join(made, family, group):
    """Joins a multicast group. A socket that cannot join is passed nevertheless; launchd logs it."""
    try:
        address = socket.getaddrinfo(group, None, family, made.type)[0][4][0]
        packed = socket.inet_pton(family, address)
        if family == socket.AF_INET6:
            made.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_JOIN_GROUP, packed + struct.pack("@I", 0))
        else:
            made.setsockopt(socket.IPPROTO_IP, socket.IP_ADD_MEMBERSHIP, packed + socket.inet_aton("0.0.0.0"))
    except OSError as e:
        print("launchd_stand_in: cannot join %s: %s" % (group, e), file=sys.stderr)


def told_the_destination(made, family):
    if family == socket.AF_INET6:
        made.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_RECVPKTINFO, 1)
    else:
        made.setsockopt(socket.IPPROTO_IP, IP_PKTINFO, 1)


def text(address):
    if isinstance(address, tuple):
        return ("[%s]:%d" if ":" in address[0] else "%s:%d") % address[:2]
    return address or "unnamed"
