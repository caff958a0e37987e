# Sends bytes to HOST PORT, little by little, until standard input ends, and compares each byte that comes back with the one
# that was sent. Prints "connected", and "ok BYTES" when all of them came and the other side has ended too.
import random
import socket
import sys
import threading
import time

BLOCK = 1009
MOST_UNANSWERED = 64 * BLOCK
PAUSE = 0.001


def block(index):
    return random.Random(index).randbytes(BLOCK)


connection = socket.create_connection((sys.argv[1], int(sys.argv[2])))
connection.settimeout(60)
print("connected", flush=True)
sent = received = 0
total = None
ended = threading.Event()


def send():
    global sent, total
    index = 0
    while not ended.is_set():
        if sent - received < MOST_UNANSWERED:
            connection.sendall(block(index))
            sent += BLOCK
            index += 1
        time.sleep(PAUSE)
    # known before the last byte of it can come back
    total = sent + BLOCK
    connection.sendall(block(index))


def end_with_input():
    sys.stdin.read()
    ended.set()


threading.Thread(target=send, daemon=True).start()
threading.Thread(target=end_with_input, daemon=True).start()
while total is None or received < total:
    came = connection.recv(BLOCK - received % BLOCK)
    offset = received % BLOCK
    if came != block(received // BLOCK)[offset : offset + len(came)] or not came:
        sys.exit("after %d bytes came %r" % (received, came[:20]))
    received += len(came)
connection.shutdown(socket.SHUT_WR)
if connection.recv(1):
    sys.exit("more came than was sent")
print("ok %d" % received, flush=True)
