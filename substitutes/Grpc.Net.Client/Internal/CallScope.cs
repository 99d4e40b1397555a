using System.Collections;
using Grpc.Core;

namespace Grpc.Net.Client.Internal;

/// <summary>The scope in which a call is logged: kind and path.</summary>
internal sealed class CallScope : IReadOnlyList<KeyValuePair<string, object>>
{
    private readonly KeyValuePair<string, object>[] _pairs;
    private readonly string _text;

    public CallScope(IMethod method)
    {
        var path = new Uri(method.FullName, UriKind.Relative);
        _pairs = [new("GrpcMethodType", method.Type), new("GrpcUri", path)];
        _text = $"GrpcMethodType:{method.Type} GrpcUri:{path}";
    }

    public int Count => _pairs.Length;

    public KeyValuePair<string, object> this[int index] => _pairs[index];

    public IEnumerator<KeyValuePair<string, object>> GetEnumerator() => _pairs.AsEnumerable().GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    public override string ToString() => _text;
}
