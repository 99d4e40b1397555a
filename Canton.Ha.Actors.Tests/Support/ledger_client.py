"""A client of the Ledger API with nothing but grpcio: learns the messages by reflection, submits a command, reads its completion, and fails once."""
import json
import sys

import grpc
from google.protobuf import descriptor_pb2, descriptor_pool, message_factory

API = "com.daml.ledger.api.v2."
PATIENCE = 30


def fields(data):
    """Numbers and contents of the length-delimited fields of a message."""
    at = 0

    def number():
        nonlocal at
        value = shift = 0
        while True:
            byte = data[at]
            at += 1
            value |= (byte & 0x7F) << shift
            shift += 7
            if byte < 0x80:
                return value

    while at < len(data):
        key = number()
        if key & 7 == 2:
            size = number()
            yield key >> 3, data[at:at + size]
            at += size
        else:
            number()


def described(channel, symbols):
    """The files that reflection has for some symbols, in a pool."""
    ask = channel.stream_stream("/grpc.reflection.v1.ServerReflection/ServerReflectionInfo")
    requests = [b"\x22" + bytes([len(symbol)]) + symbol.encode() for symbol in symbols]
    files = {}
    for answer in ask(iter(requests), timeout=PATIENCE):
        for field, content in fields(answer):
            if field == 4:
                for _, serialised in fields(content):
                    file = descriptor_pb2.FileDescriptorProto.FromString(serialised)
                    files[file.name] = file
    pool = descriptor_pool.DescriptorPool()
    while files:
        name = next(name for name, file in files.items() if not any(needed in files for needed in file.dependency))
        pool.Add(files.pop(name))
    return pool


def main(address, party):
    channel = grpc.insecure_channel(address)
    services = [API + name for name in ("CommandService", "CommandCompletionService")]
    pool = described(channel, services)

    def message(name):
        return message_factory.MessageFactory(pool).GetPrototype(pool.FindMessageTypeByName(API + name))

    submit_request, submit_response = message("SubmitAndWaitRequest"), message("SubmitAndWaitResponse")
    stream_request, stream_response = message("CompletionStreamRequest"), message("CompletionStreamResponse")
    submit = channel.unary_unary(
        "/" + API + "CommandService/SubmitAndWait", submit_request.SerializeToString, submit_response.FromString)
    listen = channel.unary_stream(
        "/" + API + "CommandCompletionService/CompletionStream", stream_request.SerializeToString, stream_response.FromString)

    request = submit_request()
    request.commands.user_id = "user"
    request.commands.command_id = "from-python"
    request.commands.act_as.append(party)
    create = request.commands.commands.add().create
    create.template_id.package_id, create.template_id.module_name, create.template_id.entity_name = "#notes", "Notes", "Note"
    field = create.create_arguments.fields.add()
    field.label, field.value.text = "text", "hello"
    answer = submit(request, timeout=PATIENCE)

    stream = listen(stream_request(user_id="user", parties=[party], begin_exclusive=answer.completion_offset - 1), timeout=PATIENCE)
    completion = next(said.completion for said in stream if said.HasField("completion"))
    stream.cancel()

    request.commands.user_id = ""
    try:
        submit(request, timeout=PATIENCE)
        failure = None
    except grpc.RpcError as refused:
        failure = {
            "code": refused.code().name,
            "message": refused.details(),
            "details": any(key == "grpc-status-details-bin" for key, _ in refused.trailing_metadata()),
        }
    print(json.dumps({
        "updateId": answer.update_id,
        "offset": answer.completion_offset,
        "completion": {"commandId": completion.command_id, "updateId": completion.update_id, "offset": completion.offset},
        "failure": failure,
    }))


main(*sys.argv[1:])
