"""A client by Debian's grpcio: makes every call that the tests look at and prints what came back, as one JSON object.

usage: client.py PLAIN_ADDRESS TLS_ADDRESS CERT.pem
"""
import base64
import json
import sys
import threading

import grpc

SERVICE = "/peers.Peer/"
OPTIONS = (("grpc.max_receive_message_length", -1), ("grpc.max_send_message_length", -1), ("grpc.ssl_target_name_override", "localhost"))
TIMEOUT = 20


def readable(metadata):
    return {key: base64.b64encode(value).decode() if isinstance(value, bytes) else value for key, value in metadata or ()}


def outcome(call, replies=()):
    return {
        "code": call.code().value[0],
        "message": call.details() or "",
        "initial": readable(call.initial_metadata()),
        "trailing": readable(call.trailing_metadata()),
        "replies": [reply.decode() for reply in replies],
    }


def unary(channel, request, method="Say", metadata=(), timeout=TIMEOUT, **more):
    try:
        reply, call = channel.unary_unary(SERVICE + method).with_call(request, timeout=timeout, metadata=metadata, **more)
        return outcome(call, [reply])
    except grpc.RpcError as error:
        return outcome(error)


def drain(call):
    replies = []
    try:
        replies.extend(call)
    except grpc.RpcError:
        pass
    return outcome(call, replies)


def collect(channel):
    reply, call = channel.stream_unary(SERVICE + "Collect").with_call((b"x" * 100 for _ in range(1000)), timeout=TIMEOUT)
    return outcome(call, [reply])


def listing(channel, request=b"1000,8", metadata=(), timeout=TIMEOUT):
    return drain(channel.unary_stream(SERVICE + "List")(request, timeout=timeout, metadata=metadata))


def expire(call, has_begun):
    """On a busy machine a short deadline may pass before the service has begun; then a longer one is tried."""
    for timeout in (0.2, 1, 4, 16):
        result = call(timeout)
        if has_begun(result):
            break
    return result


def expire_unary(channel):
    """Initial metadata tells that the service has begun."""
    metadata = (("wait", "deadline"), ("echo-initial", "begun"))
    return expire(lambda timeout: unary(channel, b"", metadata=metadata, timeout=timeout), lambda result: result["initial"])


def expire_stream(channel):
    metadata = (("wait", "deadline-of-stream"),)
    return expire(lambda timeout: listing(channel, b"1,8", metadata, timeout), lambda result: result["replies"])


def talk(channel):
    """Says the next word only when the one before has come back."""
    answered = threading.Semaphore(1)

    def words():
        for number in range(10):
            answered.acquire()
            yield str(number).encode()

    call = channel.stream_stream(SERVICE + "Talk")(words(), timeout=TIMEOUT)
    replies = []
    for reply in call:
        replies.append(reply)
        answered.release()
    return outcome(call, replies)


def cancel(channel):
    call = channel.unary_stream(SERVICE + "List")(b"1,8", timeout=TIMEOUT, metadata=(("wait", "cancel"),))
    replies = [next(call)]
    call.cancel()
    return outcome(call, replies)


def large(channel, **more):
    request = b"0123456789abcdef" * (10 * 1024 * 1024 // 16)
    reply, call = channel.unary_unary(SERVICE + "Say").with_call(request, timeout=TIMEOUT, **more)
    return outcome(call, [b"same" if reply == request else b"different"])


plain, secure, certificate = sys.argv[1:]
with open(certificate, "rb") as file:
    credentials = grpc.ssl_channel_credentials(file.read())
echo = (("echo-initial", "early"), ("echo-trailing-bin", bytes([0, 1, 254, 255])))
with grpc.insecure_channel(plain, OPTIONS) as channel, grpc.secure_channel(secure, credentials, OPTIONS) as tls:
    results = {
        "unary": unary(channel, b"hello", metadata=echo),
        "collect": collect(channel),
        "list": listing(channel),
        "talk": talk(channel),
        "fail": unary(channel, b"hello", metadata=(("fail", "1"),)),
        "fail-after-messages": listing(channel, b"3,8", (("fail", "1"),)),
        "unknown-method": unary(channel, b"", "Sing"),
        "deadline": expire_unary(channel),
        "deadline-of-stream": expire_stream(channel),
        "cancel": cancel(channel),
        "gzip": unary(channel, b"compressible " * 5000, compression=grpc.Compression.Gzip),
        "large": large(channel),
        "large-gzip": large(channel, compression=grpc.Compression.Gzip),
        "tls": unary(tls, b"secret"),
    }
results["gzip"]["replies"] = [str(len(reply)) for reply in results["gzip"]["replies"]]
print(json.dumps(results))
