"""An echo server that knows LISTEN_FDS and NOTIFY_SOCKET only:

    generation.py [FILE]

FILE has how this process behaves, "serve" without one:

    serve     says READY=1, and serves until SIGTERM; then it finishes its connections
    crash     says STATUS=broken, and ends with exit status 3
    exit      ends at once with exit status 0
    hang      says STATUS=hanging, and nothing more; ignores SIGTERM
    lie       says READY=1, and ends at once with exit status 4
    take      takes a connection, and ends with exit status 5 before it is ready
"""

import os
import select
import signal
import socket
import sys
import threading


def tell(text):
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as manager:
        manager.sendto(text.encode(), os.environ["NOTIFY_SOCKET"])


def behave(how, server):
    if how == "crash":
        tell("STATUS=broken")
        os._exit(3)
    if how == "exit":
        os._exit(0)
    if how == "hang":
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        tell("STATUS=hanging")
        while True:
            signal.pause()
    if how == "lie":
        tell("READY=1")
        os._exit(4)
    if how == "take":
        while accept(server) is None:
            select.select([server], [], [])
        os._exit(5)


def accept(server):
    """The other generation, which has the same open file, may have taken the connection."""
    try:
        return server.accept()[0]
    except BlockingIOError:
        return None


def echo(connection):
    with connection:
        while received := connection.recv(1 << 16):
            connection.sendall(received)


def serve(server):
    waker, wakes = os.pipe()
    os.set_blocking(wakes, False)
    signal.set_wakeup_fd(wakes)
    signal.signal(signal.SIGTERM, lambda number, frame: None)
    tell("READY=1\nSTATUS=serving")
    conversations = []
    while waker not in select.select([server, waker], [], [])[0]:
        connection = accept(server)
        if connection:
            connection.setblocking(True)
            conversation = threading.Thread(target=echo, args=(connection,))
            conversation.start()
            conversations = [one for one in conversations if one.is_alive()] + [conversation]
    for conversation in conversations:
        conversation.join()


assert os.environ["LISTEN_PID"] == str(os.getpid()) and os.environ["LISTEN_FDS"] == "1"
listener = socket.socket(fileno=3)
listener.setblocking(False)
if len(sys.argv) > 1:
    with open(sys.argv[1]) as file:
        behave(file.read().strip(), listener)
serve(listener)
