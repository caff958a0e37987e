"""Clients of echo-daemon that the JDK lacks: clients.py KIND ARGUMENT... Ends with 0 if all answers are correct. An
address that begins with @ is an abstract one."""

import ctypes
import os
import socket
import struct
import sys

TIMEOUT_SECONDS = 30


def address(text):
    return "\0" + text[1:] if text.startswith("@") else text


def new_socket(kind, family=socket.AF_UNIX):
    created = socket.socket(family, kind)
    created.settimeout(TIMEOUT_SECONDS)
    return created


def expect(what, found, wanted):
    if found != wanted:
        sys.exit("%s: expected %.60r (%d), found %.60r (%d)" % (what, wanted, len(wanted), found, len(found)))


def connected(kind, server, own):
    client = new_socket(kind)
    if own:
        client.bind(address(own))
    client.connect(address(server))
    return client


def stream(server, own=None):
    client = connected(socket.SOCK_STREAM, server, own)
    client.sendall(b"ping")
    client.shutdown(socket.SHUT_WR)
    expect("echo", b"".join(iter(lambda: client.recv(1 << 16), b"")), b"ping")


def tcp(host, port):
    with socket.create_connection((host, int(port)), TIMEOUT_SECONDS) as client:
        client.sendall(b"ping")
        client.shutdown(socket.SHUT_WR)
        expect("echo", b"".join(iter(lambda: client.recv(1 << 16), b"")), b"ping")


def reset(host, port, times="1"):
    """Health checks: connect, wait for the end of the input where there are several, and reset (SO_LINGER of 0)."""
    clients = [socket.create_connection((host, int(port)), TIMEOUT_SECONDS) for _ in range(int(times))]
    if len(clients) > 1:
        print("connected", flush=True)
        sys.stdin.read()
    for client in clients:
        client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        client.close()


def udp(host, port):
    with new_socket(socket.SOCK_DGRAM, socket.AF_INET) as client:
        client.connect((host, int(port)))
        client.send(b"ping")
        expect("echo", client.recv(1 << 16), b"ping")


def seqpacket(server, own=None):
    client = connected(socket.SOCK_SEQPACKET, server, own)
    records = [b"a", b"three", os.urandom(200_000), b"z" * 70_000, b"\0"]
    # all of the small ones are sent before any is read, so that a server that reads a stream would join them
    for record in (b"1", b"22", b"333"):
        client.send(record)
    for record in (b"1", b"22", b"333"):
        expect("record", client.recv(1 << 20), record)
    for record in records:
        client.send(record)
        expect("record", client.recv(1 << 20), record)
    client.send(b"last")
    client.shutdown(socket.SHUT_WR)
    expect("record before the end", client.recv(100), b"last")
    expect("end", client.recv(100), b"")


def ping(server, kind, own=None):
    """One message, and the answer."""
    client = connected(getattr(socket, kind), server, own)
    client.send(b"ping")
    expect("answer", client.recv(100), b"ping")


def seqpacket_empty(server):
    """An empty record looks like the end to most readers; the client's connection may end, and nothing else."""
    client = connected(socket.SOCK_SEQPACKET, server, None)
    client.send(b"before")
    expect("record", client.recv(100), b"before")
    client.send(b"")
    expect("after an empty record", client.recv(100), b"")
    seqpacket(server)


def datagram(server, own):
    client = new_socket(socket.SOCK_DGRAM)
    client.bind(own)
    # a queue of datagrams in order: each answer is its own datagram
    for message in (b"one", b"", b"3", os.urandom(200_000)):
        client.sendto(message, address(server))
        expect("answer to %.40r" % own, client.recv(1 << 20), message)
    client.close()


def unixgram(server, directory):
    datagram(server, os.path.join(directory, "client"))
    datagram(server, os.path.join(os.fsencode(directory), "z\u00fcrich-\u6771\u4eac".encode()))
    datagram(server, "\0doorbell-client-%d" % os.getpid())
    datagram(server, "\0doorbell-b\u00fcrger-%d" % os.getpid())
    datagram(server, "")
    nameless = new_socket(socket.SOCK_DGRAM)
    for _ in range(20):
        nameless.sendto(b"no answer is possible", address(server))
    datagram(server, os.path.join(directory, "next"))


def unixgram_of_darwin(server, directory):
    """Answers of more than the 2048 bytes that a socket there sends unless it is told otherwise."""
    client = new_socket(socket.SOCK_DGRAM)
    client.bind(os.path.join(directory, "client"))
    for message in (b"one", b"", os.urandom(3000)):
        client.sendto(message, server)
        expect("answer", client.recv(1 << 20), message)
    new_socket(socket.SOCK_DGRAM).sendto(b"no answer is possible", server)
    client.sendto(b"next", server)
    expect("answer", client.recv(100), b"next")


def send_datagrams(server, count):
    client = new_socket(socket.SOCK_DGRAM)
    for number in range(int(count)):
        # blocks, up to the timeout, if no process takes them from the queue
        client.sendto(b"x" * (number % 100), address(server))


def of_odd_names(server, kind, directory):
    """Connected clients that are bound to paths which no locale, or not every one, can express."""
    for name in (b"plain", b"\xc3\xa9", b"\xff\x80", b"a\nb\x1b[31m"):
        path = os.path.join(os.fsencode(directory), name)
        client = new_socket(getattr(socket, kind))
        client.bind(path)
        os.unlink(path)
        client.connect(address(server))
        yield client
        client.close()


def odd_names(server, kind, directory):
    for client in of_odd_names(server, kind, directory):
        client.send(b"ping")
        expect("answer", client.recv(100), b"ping")


def odd_names_refused(server, kind, directory):
    for client in of_odd_names(server, kind, directory):
        expect("end", client.recv(1), b"")


def refused(server, kind):
    """20 clients whose connections are accepted and closed."""
    for _ in range(20):
        client = connected(getattr(socket, kind), server, None)
        try:
            expect("end", client.recv(1), b"")
        except ConnectionResetError:
            pass


def tcp(host, port, count="1"):
    for _ in range(int(count)):
        with socket.create_connection((host, int(port)), TIMEOUT_SECONDS) as client:
            client.sendall(b"ping")
            client.shutdown(socket.SHUT_WR)
            expect("echo", b"".join(iter(lambda: client.recv(1 << 16), b"")), b"ping")


def udp(host, port):
    client = new_socket(socket.SOCK_DGRAM, socket.AF_INET6 if ":" in host else socket.AF_INET)
    client.connect((host, int(port)))
    client.send(b"ping")
    expect("echo", client.recv(100), b"ping")


def many(port, count):
    """Has so many connections at once, finds one more closed, and keeps them until standard input ends."""
    clients = [socket.create_connection(("127.0.0.1", int(port)), TIMEOUT_SECONDS) for _ in range(int(count))]
    for number, client in enumerate(clients):
        client.sendall(b"%d" % number)
    for number, client in enumerate(clients):
        client.settimeout(120)
        expect("echo", client.recv(100), b"%d" % number)
    print("all served", flush=True)
    print("one more:", end_of_one(port), flush=True)
    sys.stdin.read()


def waiting(port, count):
    """Opens a number of connections, none of which is accepted before the last of them exists."""
    clients = [socket.create_connection(("127.0.0.1", int(port)), TIMEOUT_SECONDS) for _ in range(int(count))]
    for number, client in enumerate(clients):
        client.sendall(b"%d" % number)
    print("all wait", flush=True)
    for number, client in enumerate(clients):
        expect("echo", client.recv(100), b"%d" % number)
    print("all answered", flush=True)


def end_of_one(port):
    client = socket.create_connection(("127.0.0.1", int(port)), TIMEOUT_SECONDS)
    try:
        client.sendall(b"one more")
        return "closed" if client.recv(100) == b"" else "served"
    except (ConnectionResetError, BrokenPipeError):
        return "closed"


class Queue:
    library = ctypes.CDLL("libc.so.6", use_errno=True)
    if not hasattr(library, "mq_open"):
        library = ctypes.CDLL("librt.so.1", use_errno=True)

    def __init__(self, name, flags=os.O_RDWR, most=0, size=0):
        attributes = (ctypes.c_long * 8)(0, most, size) if most else None
        self.number = self.library.mq_open(name.encode(), flags, 0o600, attributes)
        if self.number < 0:
            raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))

    def attributes(self):
        found = (ctypes.c_long * 8)()
        self.library.mq_getattr(self.number, found)
        return list(found)

    def send(self, message):
        if self.library.mq_send(self.number, message, len(message), 0) < 0:
            sys.exit("mq_send: " + os.strerror(ctypes.get_errno()))


def mqueue_send(name, *sizes):
    """A message of each size; "max" is the largest."""
    queue = Queue(name)
    for size in sizes:
        queue.send(b"m" * (queue.attributes()[2] if size == "max" else int(size)))


def mqueue_bye(name):
    Queue(name).send(b"bye")


def mqueue_make(name, most, size):
    Queue(name, os.O_RDWR | os.O_CREAT | os.O_EXCL, int(most), int(size))


def mqueue_remove(name):
    Queue.library.mq_unlink(name.encode())


def mqueue_look(name):
    """Its messages and its mode, or that it is not there."""
    try:
        queue = Queue(name)
    except FileNotFoundError:
        print("gone")
        return
    print("%d %o" % (queue.attributes()[3], os.fstat(queue.number).st_mode & 0o7777))


def usersock(group, *sizes):
    """Multicasts a message of each size to a group of NETLINK_USERSOCK, which every user may."""
    client = socket.socket(socket.AF_NETLINK, socket.SOCK_RAW, 2)
    for size in sizes:
        try:
            client.sendto(b"u" * int(size), (0, int(group)))
        except ConnectionRefusedError:
            # the kernel, to which a copy of each goes, has no receiver; the group has received its copies before
            pass


def main():
    globals()[sys.argv[1]](*sys.argv[2:])


main()
