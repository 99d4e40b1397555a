using System.Reflection;
using Grpc.Core;

namespace Grpc.AspNetCore.Server.Model.Internal;

/// <summary>
/// Finds the method that was generated beside the base of a service, and which names the service's methods to a binder:
/// <c>static void BindService(ServiceBinderBase, FooBase)</c>.
/// </summary>
internal static class BindMethod
{
    public static MethodInfo? Find(Type service) => Marked(service) ?? Conventional(service);

    private static MethodInfo? Marked(Type service)
    {
        for (var type = service; type is not null; type = type.BaseType)
        {
            if (type.GetCustomAttribute<BindServiceMethodAttribute>(inherit: false) is { } mark)
                return In(mark.BindType, mark.BindMethodName, type);
        }

        return null;
    }

    /// <summary>Generators older than the attribute nest the base, which derives from nothing, in the class with the method.</summary>
    private static MethodInfo? Conventional(Type service)
    {
        var root = service.BaseType;
        while (root?.BaseType?.BaseType is not null)
            root = root.BaseType;
        return root?.DeclaringType is { } outer ? In(outer, "BindService", root) : null;
    }

    private static MethodInfo? In(Type declaring, string name, Type serviceBase) =>
        declaring.GetMethod(name, BindingFlags.Public | BindingFlags.Static, [typeof(ServiceBinderBase), serviceBase]);
}
