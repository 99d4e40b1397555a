using Google.Protobuf;
using Grpc.Core;
using Grpc.Reflection.V1;

namespace Canton.Ha.Actors.Contracts.Serving;

/// <summary>Server reflection: tells tools such as grpcurl which services this port serves, and how their messages look.</summary>
internal sealed class ReflectionApi(DescriptorIndex index) : ServerReflection.ServerReflectionBase
{
    public override async Task ServerReflectionInfo(
        IAsyncStreamReader<ServerReflectionRequest> requestStream, IServerStreamWriter<ServerReflectionResponse> responseStream, ServerCallContext context)
    {
        while (await requestStream.MoveNext(context.CancellationToken))
            await responseStream.WriteAsync(Answer(requestStream.Current));
    }

    private ServerReflectionResponse Answer(ServerReflectionRequest request)
    {
        var answer = AnswerTo(request);
        answer.ValidHost = request.Host;
        answer.OriginalRequest = request;
        return answer;
    }

    private ServerReflectionResponse AnswerTo(ServerReflectionRequest request) => request.MessageRequestCase switch
    {
        ServerReflectionRequest.MessageRequestOneofCase.ListServices => Services(),
        ServerReflectionRequest.MessageRequestOneofCase.FileByFilename => Files(index.ByName(request.FileByFilename), $"file {request.FileByFilename}"),
        ServerReflectionRequest.MessageRequestOneofCase.FileContainingSymbol => Files(index.BySymbol(request.FileContainingSymbol), $"symbol {request.FileContainingSymbol}"),
        ServerReflectionRequest.MessageRequestOneofCase.AllExtensionNumbersOfType => Extensions(request.AllExtensionNumbersOfType),
        ServerReflectionRequest.MessageRequestOneofCase.FileContainingExtension =>
            Error(StatusCode.NotFound, $"There is no extension {request.FileContainingExtension.ExtensionNumber} of {request.FileContainingExtension.ContainingType} here."),
        _ => Error(StatusCode.InvalidArgument, "The request asks for nothing; it must have one of list_services, file_by_filename, file_containing_symbol, file_containing_extension and all_extension_numbers_of_type."),
    };

    private ServerReflectionResponse Services()
    {
        var services = new ListServiceResponse();
        services.Service.Add(index.Services.Select(name => new ServiceResponse { Name = name }));
        return new ServerReflectionResponse { ListServicesResponse = services };
    }

    private static ServerReflectionResponse Files(IReadOnlyList<ByteString>? found, string what)
    {
        if (found is null)
            return Error(StatusCode.NotFound, $"There is no {what} here.");

        var files = new FileDescriptorResponse();
        files.FileDescriptorProto.Add(found);
        return new ServerReflectionResponse { FileDescriptorResponse = files };
    }

    /// <summary>Messages of version 3 of the protocol have no extensions.</summary>
    private ServerReflectionResponse Extensions(string type) => index.HasMessage(type)
        ? new ServerReflectionResponse { AllExtensionNumbersResponse = new ExtensionNumberResponse { BaseTypeName = type } }
        : Error(StatusCode.NotFound, $"There is no message {type} here.");

    private static ServerReflectionResponse Error(StatusCode code, string sentence) =>
        new() { ErrorResponse = new ErrorResponse { ErrorCode = (int)code, ErrorMessage = sentence } };
}
