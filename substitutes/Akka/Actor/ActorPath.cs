using Akka.Util;

namespace Akka.Actor;

/// <summary>The name of an actor from the root of its system down. Two paths are equal when address and names are; the uid,
/// which tells incarnations of one name apart, does not count.</summary>
public abstract partial class ActorPath : IEquatable<ActorPath>, IComparable<ActorPath>, ISurrogated
{
    /// <summary>What a name may contain besides ASCII letters and digits.</summary>
    public const string ValidSymbols = "\"-_.*$+:@&=,!~';()";

    private int _hash;

    protected ActorPath(Address address, string name)
    {
        Address = address;
        Name = name;
    }

    protected ActorPath(ActorPath parentPath, string name, long uid)
    {
        Parent = parentPath;
        Address = parentPath.Address;
        Depth = parentPath.Depth + 1;
        Name = name;
        Uid = uid;
    }

    public string Name { get; }

    public Address Address { get; }

    /// <summary>Number of the incarnation, 0 when unknown.</summary>
    public long Uid { get; }

    /// <summary>The path of the parent; null for the root.</summary>
    public ActorPath Parent { get; }

    /// <summary>Names between this path and the root; 0 for the root.</summary>
    public int Depth { get; }

    public ActorPath Root => ParentOf(0);

    /// <summary>The names from the root down.</summary>
    public IReadOnlyList<string> Elements => Names(withUid: false);

    internal IReadOnlyList<string> ElementsWithUid => Names(withUid: true);

    public static bool operator ==(ActorPath left, ActorPath right) => Equals(left, right);

    public static bool operator !=(ActorPath left, ActorPath right) => !Equals(left, right);

    /// <summary>The path of a child.</summary>
    public static ActorPath operator /(ActorPath path, string name)
    {
        var (plain, uid) = ActorCell.GetNameAndUid(name);
        return new ChildActorPath(path, plain, uid);
    }

    /// <summary>The path of a descendant; empty names are skipped.</summary>
    public static ActorPath operator /(ActorPath path, IEnumerable<string> name) =>
        name.Where(n => !string.IsNullOrEmpty(n)).Aggregate(path, (at, n) => at / n);

    public static string FormatPathElements(IEnumerable<string> pathElements) => string.Join("/", pathElements);

    /// <summary>True when <paramref name="s"/> may be the name of an actor.</summary>
    public static bool IsValidPathElement(string s)
    {
        if (string.IsNullOrEmpty(s) || s[0] == '$')
            return false;
        for (var i = 0; i < s.Length; i++)
        {
            if (char.IsAsciiLetterOrDigit(s[i]) || ValidSymbols.Contains(s[i]))
                continue;
            if (s[i] != '%' || i + 2 >= s.Length || !char.IsAsciiHexDigit(s[i + 1]) || !char.IsAsciiHexDigit(s[i + 2]))
                return false;
            i += 2;
        }

        return true;
    }

    public ActorPath Child(string childName) => this / childName;

    /// <summary>The ancestor at <paramref name="depth"/>; a negative number counts upward from here.</summary>
    public ActorPath ParentOf(int depth)
    {
        var target = depth >= 0 ? depth : Math.Max(0, Depth + depth);
        var current = this;
        while (current.Depth > target)
            current = current.Parent;
        return current;
    }

    public ActorPath WithUid(long uid)
    {
        if (Depth == 0)
            return uid == ActorCell.UndefinedUid ? this : throw new NotSupportedException("RootActorPath must have undefined Uid");
        return uid == Uid ? this : new ChildActorPath(Parent, Name, uid);
    }

    public bool Equals(ActorPath other)
    {
        if (other is null || Depth != other.Depth || !Address.Equals(other.Address))
            return false;
        var (a, b) = (this, other);
        while (!ReferenceEquals(a, b))
        {
            if (a is null || b is null || a.Name != b.Name)
                return false;
            (a, b) = (a.Parent, b.Parent);
        }

        return true;
    }

    public override bool Equals(object obj) => Equals(obj as ActorPath);

    public override int GetHashCode()
    {
        if (_hash == 0)
            _hash = HashCode.Combine(Parent is null ? Address.GetHashCode() : Parent.GetHashCode(), Name);
        return _hash;
    }

    public int CompareTo(ActorPath other)
    {
        if (ReferenceEquals(this, other))
            return 0;
        if (other is null)
            return 1;
        if (Depth == 0)
            return other.Depth > 0 ? 1 : string.CompareOrdinal(ToString(), other.ToString());
        if (other.Depth == 0)
            return -1;
        var names = string.CompareOrdinal(Name, other.Name);
        return names != 0 ? names : Parent.CompareTo(other.Parent);
    }

    private string[] Names(bool withUid)
    {
        var names = new string[Depth];
        var at = this;
        for (var i = Depth - 1; i >= 0; i--)
        {
            names[i] = at.Name;
            at = at.Parent;
        }

        if (withUid && Depth > 0)
            names[^1] += UidFragment();
        return names;
    }
}
