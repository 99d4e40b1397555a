using System.Collections.Immutable;

namespace Canton.Ha.Actors.Configuration.Hocon;

/// <summary>A value as it was written, before substitutions are replaced. Two expressions are equal only if they are the same place in a text.</summary>
internal abstract class Expression(Origin origin)
{
    public Origin Origin { get; } = origin;
}

/// <summary>A finished value: no block, and nothing in it to replace.</summary>
internal sealed class Literal(HoconNode node) : Expression(node.Origin)
{
    public HoconNode Node { get; } = node;
}

/// <summary><c>[a, b]</c></summary>
internal sealed class ArrayExpression(Origin origin, IReadOnlyList<Expression> elements) : Expression(origin)
{
    public IReadOnlyList<Expression> Elements { get; } = elements;
}

/// <summary><c>${path}</c>, or <c>${?path}</c> if optional. <c>Prefix</c> is where the file that says it was included.</summary>
internal sealed class Substitution(Origin origin, ImmutableArray<string> path, ImmutableArray<string> prefix, bool isOptional) : Expression(origin)
{
    public ImmutableArray<string> Path { get; } = path;

    public ImmutableArray<string> Prefix { get; } = prefix;

    public bool IsOptional { get; } = isOptional;

    public override string ToString() => $"${{{(IsOptional ? "?" : "")}{string.Join('.', Path)}}}";
}

/// <summary>Values side by side: texts are joined, lists appended, blocks merged.</summary>
internal sealed class Concatenation(Origin origin, IReadOnlyList<ConcatenationPiece> pieces) : Expression(origin)
{
    public IReadOnlyList<ConcatenationPiece> Pieces { get; } = pieces;
}

/// <summary>One of them, and the white space before it, which is part of a joined text.</summary>
internal readonly record struct ConcatenationPiece(string SpaceBefore, Expression Value);
