namespace Grpc.Core;

/// <summary>Adds to the headers of a call what proves who the caller is, for example a token.</summary>
public delegate Task AsyncAuthInterceptor(AuthInterceptorContext context, Metadata metadata);
