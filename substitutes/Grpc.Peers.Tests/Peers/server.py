"""A server by Debian's grpcio: what it does is in PeerService.cs, which does the same by ours.

usage: server.py KEY.pem CERT.pem; prints the ports (plain, TLS) and serves until its input ends.
"""
import sys
import threading
from collections import Counter
from concurrent import futures

import grpc

FAILURE = "50% of «über»\n"
DETAILS = bytes([8, 9, 18, 3, 97, 98, 99, 0, 255])

lock = threading.Lock()
cancellations = Counter()


def wait_for_cancellation(context, scenario):
    """A call that has ended before this listens was cancelled as well."""
    ended = threading.Event()
    if not context.add_callback(ended.set) or ended.wait(30):
        with lock:
            cancellations[scenario] += 1


def prepare(context):
    """Echoes metadata; gives back what the client asks for."""
    metadata = dict(context.invocation_metadata())
    if "echo-initial" in metadata:
        context.send_initial_metadata((("echo-initial", metadata["echo-initial"]),))
    if "echo-trailing-bin" in metadata:
        context.set_trailing_metadata((("echo-trailing-bin", metadata["echo-trailing-bin"]),))
    return metadata


def fail(context):
    context.set_trailing_metadata((("grpc-status-details-bin", DETAILS), ("reason", "because")))
    context.abort(grpc.StatusCode.FAILED_PRECONDITION, FAILURE)


def say(request, context):
    asked = prepare(context)
    if "fail" in asked:
        fail(context)
    if "wait" in asked:
        wait_for_cancellation(context, asked["wait"])
    return request


def collect(requests, context):
    count = total = 0
    for request in requests:
        count, total = count + 1, total + len(request)
    return f"{count}:{total}".encode()


def list_(request, context):
    asked = prepare(context)
    count, size = map(int, request.decode().split(","))
    for number in range(count):
        yield str(number).encode().ljust(size, b".")
    if "fail" in asked:
        fail(context)
    if "wait" in asked:
        wait_for_cancellation(context, asked["wait"])


def talk(requests, context):
    yield from requests


def count_cancellations(request, context):
    return str(cancellations[request.decode()]).encode()


methods = {
    "Say": grpc.unary_unary_rpc_method_handler(say),
    "Collect": grpc.stream_unary_rpc_method_handler(collect),
    "List": grpc.unary_stream_rpc_method_handler(list_),
    "Talk": grpc.stream_stream_rpc_method_handler(talk),
    "Cancellations": grpc.unary_unary_rpc_method_handler(count_cancellations),
}
server = grpc.server(
    futures.ThreadPoolExecutor(max_workers=8),
    options=(("grpc.max_receive_message_length", -1), ("grpc.max_send_message_length", -1)),
    compression=grpc.Compression.Gzip,
)
server.add_generic_rpc_handlers((grpc.method_handlers_generic_handler("peers.Peer", methods),))
with open(sys.argv[1], "rb") as key, open(sys.argv[2], "rb") as certificate:
    credentials = grpc.ssl_server_credentials(((key.read(), certificate.read()),))
plain = server.add_insecure_port("127.0.0.1:0")
secure = server.add_secure_port("127.0.0.1:0", credentials)
server.start()
print(plain, secure, flush=True)
sys.stdin.read()
server.stop(1).wait()
