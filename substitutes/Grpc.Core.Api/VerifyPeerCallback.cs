namespace Grpc.Core;

/// <summary>Whether the peer with this certificate is the right one. Called when its certificate has proved good.</summary>
public delegate bool VerifyPeerCallback(VerifyPeerContext context);
