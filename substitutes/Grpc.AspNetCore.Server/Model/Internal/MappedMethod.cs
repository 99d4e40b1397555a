using Grpc.Core;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing.Patterns;

namespace Grpc.AspNetCore.Server.Model.Internal;

/// <summary>A method of a service, with the route and the handler of its requests.</summary>
internal sealed record MappedMethod(IMethod Method, RoutePattern Pattern, IList<object> Metadata, RequestDelegate Handler);
