namespace Grpc.Core;

/// <summary>A method, without the types of its messages.</summary>
public interface IMethod
{
    MethodType Type { get; }

    /// <summary>Name of the service with its package.</summary>
    string ServiceName { get; }

    /// <summary>Name without the service.</summary>
    string Name { get; }

    /// <summary>The path on the wire: <c>/service/method</c>.</summary>
    string FullName { get; }
}
