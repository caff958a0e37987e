"""Passes a non-blocking listening socket to a program, keeps it, and accepts from it as an event loop does.

    share_nonblocking.py COMMAND...

O_NONBLOCK is a flag of the open file, which both processes have. The flag must stay set while the program opens the
listener, waits for clients, serves them and ends. Otherwise accept(2) waits here, and the alarm ends this script.
"""

import os
import signal
import socket
import subprocess
import sys

FIRST = 3
BOUND_SECONDS = 30

signal.alarm(3 * BOUND_SECONDS)
created = socket.create_server(("127.0.0.1", 0))
# above the number that the child gets it at
server = socket.socket(fileno=os.dup2(created.fileno(), 50, inheritable=False))
server.setblocking(False)


def check(moment):
    with open(f"/proc/self/fdinfo/{server.fileno()}") as info:
        flags = int(dict(line.split(":") for line in info)["flags"], 8)
    if not flags & os.O_NONBLOCK:
        sys.exit(f"O_NONBLOCK is not set when the program {moment}")
    try:
        server.accept()
        sys.exit("there was a connection that the program did not accept")
    except BlockingIOError:
        pass


environment = {**os.environ, "LISTEN_FDS": "1", "LISTEN_FDNAMES": "x"}
command = ["sh", "-c", 'LISTEN_PID=$$ exec "$@"', "sh"] + sys.argv[1:]
program = subprocess.Popen(
    command,
    env=environment,
    close_fds=False,
    preexec_fn=lambda: os.dup2(server.fileno(), FIRST),
    stdin=subprocess.DEVNULL,
    stdout=subprocess.PIPE,
    text=True)
try:
    if "ready\n" not in iter(program.stdout.readline, ""):
        sys.exit("the program is not ready")
    check("is ready")
    for _ in range(3):
        with socket.create_connection(server.getsockname(), BOUND_SECONDS) as client:
            client.sendall(b"x")
            if client.recv(1) == b"":
                sys.exit("the client was not served")
        check("has served a client")
    program.terminate()
    if program.wait(BOUND_SECONDS) not in (0, 128 + signal.SIGTERM):
        sys.exit("the program failed")
    check("has ended")
finally:
    program.kill()
