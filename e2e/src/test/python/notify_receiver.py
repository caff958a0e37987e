# Bound to the UNIX datagram socket that the argument names, @ for an abstract one. Answers each line on standard input with
# the next message in hexadecimal, what each descriptor that came with it refers to, and whether the kernel sent anything
# else; closes the descriptors.
import os
import socket
import sys

receiver = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
receiver.bind(sys.argv[1].replace("@", "\0", 1) if sys.argv[1].startswith("@") else sys.argv[1])
receiver.setsockopt(socket.SOL_SOCKET, socket.SO_PASSCRED, 1)
print("bound", flush=True)


def described(kind, data):
    if kind != socket.SCM_RIGHTS:
        return "credentials"
    numbers = [int.from_bytes(data[i : i + 4], sys.byteorder) for i in range(0, len(data), 4)]
    what = [os.readlink("/proc/self/fd/%d" % number) for number in numbers]
    for number in numbers:
        os.close(number)
    return "descriptors " + " ".join("a pipe" if text.startswith("pipe:") else text for text in what)


for line in sys.stdin:
    message, ancillary, flags, _ = receiver.recvmsg(1 << 20, 1024, 0)
    parts = sorted(described(kind, data) for _, kind, data in ancillary)
    print(message.hex(), flags & socket.MSG_CTRUNC, parts, flush=True)
