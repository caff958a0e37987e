"""Passes two listening sockets without a spec to a program, keeps them, and makes them blocking again once it is ready.

    reject_shared.py COMMAND...

The blocking mode is a state of the open file, which all processes with the socket share. The program must nevertheless
reject clients of both sockets, and end on SIGTERM.
"""

import os
import signal
import socket
import subprocess
import sys

FIRST = 3
BOUND_SECONDS = 30

signal.alarm(3 * BOUND_SECONDS)
sockets = []
for _ in range(2):
    server = socket.create_server(("127.0.0.1", 0))
    # above the numbers that the child gets them at
    sockets.append(socket.socket(fileno=os.dup2(server.detach(), 50 + len(sockets), inheritable=False)))


def place():
    for i, server in enumerate(sockets):
        os.dup2(server.fileno(), FIRST + i)


environment = {**os.environ, "LISTEN_FDS": str(len(sockets)), "LISTEN_FDNAMES": ":".join(["other"] * len(sockets))}
command = ["sh", "-c", 'LISTEN_PID=$$ exec "$@"', "sh"] + sys.argv[1:]
program = subprocess.Popen(
    command, env=environment, close_fds=False, preexec_fn=place, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, text=True)
try:
    if program.stdout.readline() != "ready\n":
        sys.exit("the program is not ready")
    for _ in range(3):
        for server in sockets:
            server.setblocking(True)
            with socket.create_connection(server.getsockname(), BOUND_SECONDS) as client:
                if client.recv(1) != b"":
                    sys.exit("the client was not turned away")
    program.terminate()
    if program.wait(BOUND_SECONDS) != 0:
        sys.exit("the program failed")
finally:
    program.kill()
