namespace Akka.Configuration.Hocon;

/// <summary>What one HOCON text says: its value and the substitutions in it.</summary>
public class HoconRoot
{
    /// <summary>For derived types that set nothing.</summary>
    protected HoconRoot()
    {
    }

    /// <summary>A root with its substitutions.</summary>
    public HoconRoot(HoconValue value, IEnumerable<HoconSubstitution> substitutions)
    {
        Value = value;
        Substitutions = substitutions;
    }

    /// <summary>A root without substitutions.</summary>
    public HoconRoot(HoconValue value)
        : this(value, [])
    {
    }

    /// <summary>The value of the whole text.</summary>
    public HoconValue Value { get; }

    /// <summary>The substitutions in the text, in the order of their appearance.</summary>
    public IEnumerable<HoconSubstitution> Substitutions { get; }
}
