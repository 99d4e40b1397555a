#!/usr/bin/python3
"""Promises to pay on the quick start's ledger, in Python with grpcio and protobuf (Debian, Ubuntu: apt install python3-grpcio).

It knows nothing of the Ledger API but names: what its messages look like it asks the server (reflection). Of the replicas it is given it turns to
the one that answers, and sends a command again under the same command id when it cannot know what came of it.
"""
import argparse
import os
import sys
import time
import uuid

import grpc
from google.protobuf import descriptor_pb2, descriptor_pool, json_format, message_factory

QUICKSTART = os.environ.get("LEDGER_API", "127.0.0.1:5011,127.0.0.1:5021,127.0.0.1:5031")
TEMPLATE = {"packageId": "#iou", "moduleName": "Iou", "entityName": "Iou"}
TRY_AGAIN = {grpc.StatusCode.UNAVAILABLE, grpc.StatusCode.ABORTED, grpc.StatusCode.DEADLINE_EXCEEDED}
NOT_YET = ("NOT_CONNECTED_TO_ANY_SYNCHRONIZER", "PARTY_ALLOCATION_WITHOUT_CONNECTED_SYNCHRONIZER")
V2 = "com.daml.ledger.api.v2."


class Ledger:
    def __init__(self, addresses):
        self.addresses = addresses
        self.channel = None

    def unary(self, service, method, request):
        return self.retried(lambda: self.prepare(service, method, request, "unary_unary"))

    def stream(self, service, method, request):
        return self.retried(lambda: list(self.prepare(service, method, request, "unary_stream")))

    def retried(self, call):
        give_up = time.monotonic() + 30
        while True:
            try:
                return call()
            except grpc.RpcError as error:
                if not (error.code() in TRY_AGAIN or error.details().startswith(NOT_YET)) or time.monotonic() > give_up:
                    raise
                self.addresses = self.addresses[1:] + self.addresses[:1]
                self.channel.close()
                self.channel = None
                time.sleep(0.1)

    def prepare(self, service, method, request, kind):
        self.channel = self.channel or grpc.insecure_channel(self.addresses[0])
        described = Reflection(self.channel).service(V2 + service).methods_by_name[method]
        ask = getattr(self.channel, kind)(
            f"/{described.containing_service.full_name}/{method}",
            request_serializer=lambda message: message.SerializeToString(),
            response_deserializer=class_of(described.output_type).FromString,
        )
        return ask(json_format.ParseDict(request, class_of(described.input_type)()), timeout=10)


class Reflection:
    """Asks a server for the definitions of its services."""

    def __init__(self, channel):
        own = descriptor_pb2.FileDescriptorProto(name="reflection.proto", package="grpc.reflection.v1", syntax="proto3")
        text, group, many = descriptor_pb2.FieldDescriptorProto.TYPE_STRING, descriptor_pb2.FieldDescriptorProto.TYPE_MESSAGE, 3
        own.message_type.add(name="ServerReflectionRequest").field.add(name="file_containing_symbol", number=4, type=text, label=1)
        own.message_type.add(name="FileDescriptorResponse").field.add(
            name="file_descriptor_proto", number=1, type=descriptor_pb2.FieldDescriptorProto.TYPE_BYTES, label=many)
        own.message_type.add(name="ServerReflectionResponse").field.add(
            name="file_descriptor_response", number=4, type=group, label=1, type_name=".grpc.reflection.v1.FileDescriptorResponse")
        pool = descriptor_pool.DescriptorPool()
        pool.Add(own)
        self.request = class_of(pool.FindMessageTypeByName("grpc.reflection.v1.ServerReflectionRequest"))
        self.ask = channel.stream_stream(
            "/grpc.reflection.v1.ServerReflection/ServerReflectionInfo",
            request_serializer=lambda message: message.SerializeToString(),
            response_deserializer=class_of(pool.FindMessageTypeByName("grpc.reflection.v1.ServerReflectionResponse")).FromString,
        )

    def service(self, name):
        answer = next(self.ask(iter([self.request(file_containing_symbol=name)]), timeout=10))
        files = {}
        for serialized in answer.file_descriptor_response.file_descriptor_proto:
            file = descriptor_pb2.FileDescriptorProto.FromString(serialized)
            files[file.name] = file
        pool = descriptor_pool.DescriptorPool()
        while files:  # A file can be added when all that it needs has been.
            for file in [file for file in files.values() if not any(needed in files for needed in file.dependency)]:
                pool.Add(files.pop(file.name))
        return pool.FindServiceByName(name)


def class_of(descriptor):
    if hasattr(message_factory, "GetMessageClass"):
        return message_factory.GetMessageClass(descriptor)
    return message_factory.MessageFactory().GetPrototype(descriptor)


def party(ledger, name):
    known = ledger.unary("admin.PartyManagementService", "ListKnownParties", {"filterParty": name + "::"}).party_details
    return known[0].party if known else sys.exit(f"Nobody knows {name}: allocate {name} first.")


def allocate(ledger, options):
    answer = ledger.unary("admin.PartyManagementService", "AllocateParty", {"partyIdHint": options.name})
    print(answer.party_details.party)


def issue(ledger, options):
    values = {
        "issuer": {"party": party(ledger, options.issuer)},
        "owner": {"party": party(ledger, options.owner)},
        "currency": {"text": "CHF"},
        "amount": {"numeric": options.amount},
    }
    arguments = {"fields": [{"label": label, "value": value} for label, value in values.items()]}
    command_id = options.command_id or str(uuid.uuid4())
    answer = ledger.unary("CommandService", "SubmitAndWait", {"commands": {
        "userId": "quickstart",
        "commandId": command_id,
        "actAs": [values["issuer"]["party"]],
        "commands": [{"create": {"templateId": TEMPLATE, "createArguments": arguments}}],
    }})
    print(f"command {command_id} accepted at offset {answer.completion_offset}")


def updates(ledger, options):
    end = ledger.unary("StateService", "GetLedgerEnd", {}).offset
    everything = {"filtersForAnyParty": {}, "verbose": True}
    transactions = {"includeTransactions": {"transactionShape": "TRANSACTION_SHAPE_ACS_DELTA", "eventFormat": everything}}
    for update in ledger.stream("UpdateService", "GetUpdates", {"beginExclusive": options.after, "endInclusive": end, "updateFormat": transactions}):
        for event in update.transaction.events:
            created = {field.label: field.value for field in event.created.create_arguments.fields}
            names = [created[role].party.split("::")[0] for role in ("issuer", "owner")]
            print(f"offset {update.transaction.offset}: {names[0]} owes {names[1]} {created['amount'].numeric} {created['currency'].text}")


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--at", default=QUICKSTART, help=f"HOST:PORT of the Ledger API of each replica ({QUICKSTART})")
    commands = arguments.add_subparsers(required=True)
    command = commands.add_parser("allocate", help="host a party")
    command.add_argument("name")
    command.set_defaults(run=allocate)
    command = commands.add_parser("issue", help="promise to pay")
    command.add_argument("issuer")
    command.add_argument("owner")
    command.add_argument("amount")
    command.add_argument("--command-id", help="of the same command, sent again, nothing comes")
    command.set_defaults(run=issue)
    command = commands.add_parser("updates", help="everything that happened")
    command.add_argument("--after", type=int, default=0, help="offset to go on after (0)")
    command.set_defaults(run=updates)
    options = arguments.parse_args()
    try:
        options.run(Ledger(options.at.split(",")), options)
    except grpc.RpcError as error:
        sys.exit(error.details())


if __name__ == "__main__":
    main()
