"""Prints the passed descriptors as a program in Python sees them, a line each, and serves: passed.py [NAME] answers one client
of the descriptor of that name, or of the first. LISTEN_PID is printed as "self" or "other"."""

import fcntl
import os
import socket
import stat
import sys


def passed_to_this():
    return os.environ.get("LISTEN_PID") == str(os.getpid())


def describe():
    for name, value in os.environ.items():
        if name == "LISTEN_PID":
            value = "self" if passed_to_this() else "other"
        print("env %s=%s" % (name, value))
    with open("/proc/self/status") as status:
        print("".join(line for line in status if line[:6] in ("SigBlk", "SigIgn", "SigCgt")), end="")
    for number in sorted(map(int, os.listdir("/proc/self/fd"))):
        try:
            describe_descriptor(number)
        except OSError:
            # the one of the listing, which is closed
            pass
    sys.stdout.flush()


def describe_descriptor(number):
    flags = (os.get_inheritable(number), fcntl.fcntl(number, fcntl.F_GETFL))
    if not stat.S_ISSOCK(os.fstat(number).st_mode):
        print("fd", number, *flags)
        return
    known = socket.socket(fileno=number)
    print("fd", number, *flags, known.family, known.type, known.getsockname())
    known.detach()


def taken():
    names = os.environ.get("LISTEN_FDNAMES", "").split(":")
    if not passed_to_this() or int(os.environ["LISTEN_FDS"]) < 1:
        sys.exit("nothing was passed")
    return socket.socket(fileno=3 + (names.index(sys.argv[1]) if len(sys.argv) > 1 else 0))


def serve(server):
    if server.type == socket.SOCK_DGRAM:
        message, client = server.recvfrom(4096)
        server.sendto(message, client)
        return
    if server.getsockopt(socket.SOL_SOCKET, socket.SO_ACCEPTCONN):
        server, _ = server.accept()
    for message in iter(lambda: server.recv(4096), b""):
        server.sendall(message)


describe()
serve(taken())
