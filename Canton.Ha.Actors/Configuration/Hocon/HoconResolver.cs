using System.Text;

namespace Canton.Ha.Actors.Configuration.Hocon;

/// <summary>
/// Turns what was written into the finished tree. A substitution stands for the layers of the path it names, so that blocks are merged
/// key by key and what is hidden by a later value is never looked at. One that leads back to itself sees only the layers below itself.
/// </summary>
internal sealed class HoconResolver(ObjectExpression root, Func<string, string?> environment)
{
    private readonly HashSet<Expression> _replacing = [];
    private readonly HashSet<Expression> _finishing = [];
    private readonly OrderedDictionary<string, Origin> _problems = [];
    private bool _wentRound;

    /// <summary>One sentence each, with file, line and column.</summary>
    public IReadOnlyCollection<string> Problems => _problems.Keys;

    /// <summary>The finished tree, without what is a problem.</summary>
    public HoconObject Resolve() => (HoconObject)FinishVisible([root])!;

    private HoconNode? Finish(List<Expression> layers)
    {
        var entered = layers.Where(_finishing.Add).ToList();
        if (entered.Count == 0 && layers.Count > 0)
            return Refuse(layers[^1].Origin, "this value contains itself");
        var node = FinishVisible(Visible(layers));
        _finishing.ExceptWith(entered);
        return node;
    }

    private HoconNode? FinishVisible(List<Expression> visible) => visible switch
    {
        [] => null,
        [Literal literal] => literal.Node,
        [ArrayExpression array] => new HoconArray(array.Origin, [.. array.Elements.Select(element => Finish([element])).OfType<HoconNode>()]),
        _ => FinishObject([.. visible.Cast<ObjectExpression>()]),
    };

    private HoconObject FinishObject(IReadOnlyList<ObjectExpression> blocks)
    {
        var fields = new OrderedDictionary<string, HoconNode>();
        foreach (var key in blocks.SelectMany(block => block.Keys).Distinct())
            if (Finish(Layers(blocks, key)) is { } value)
                fields.Add(key, value);
        return new HoconObject(blocks[0].Origin, fields);
    }

    /// <summary>What counts of some layers, lowest first: blocks to be merged, or one value that is no block, or nothing.</summary>
    private List<Expression> Visible(List<Expression> layers)
    {
        var blocks = new List<Expression>();
        foreach (var layer in Enumerable.Reverse(BelowItself(layers)))
        {
            var meant = Replace(layer);
            if (meant is [not ObjectExpression])
                return blocks.Count == 0 ? meant : blocks;
            blocks.InsertRange(0, meant);
        }
        return blocks;
    }

    private List<Expression> BelowItself(List<Expression> layers)
    {
        var below = layers.FindIndex(_replacing.Contains);
        _wentRound |= below >= 0;
        return below < 0 ? layers : layers[..below];
    }

    private List<Expression> Replace(Expression layer)
    {
        if (layer is not (Substitution or Concatenation))
            return [layer];
        _replacing.Add(layer);
        var meant = layer is Substitution substitution ? LookUp(substitution) : Join((Concatenation)layer);
        _replacing.Remove(layer);
        return meant;
    }

    private List<Expression> LookUp(Substitution substitution)
    {
        _wentRound = false;
        var found = Find([.. substitution.Prefix, .. substitution.Path]);
        if (found.Count == 0 && substitution.Prefix.Length > 0)
            found = Find(substitution.Path);
        if (found.Count > 0)
            return found;
        if (environment(string.Join('.', substitution.Path)) is { } text)
            return [new Literal(new HoconScalar(substitution.Origin, text))];
        if (!substitution.IsOptional)
            Refuse(substitution.Origin, _wentRound ? $"{substitution} refers to itself and has no earlier value" : Undefined(substitution));
        return [];
    }

    private static string Undefined(Substitution substitution) =>
        $"{substitution} is defined nowhere, neither as a key nor as an environment variable; define it, or write ${{?{string.Join('.', substitution.Path)}}} if it may be missing";

    private List<Expression> Find(IReadOnlyList<string> path)
    {
        List<Expression> visible = [root];
        foreach (var key in path)
            visible = Visible(Layers(visible.OfType<ObjectExpression>(), key));
        return visible;
    }

    private static List<Expression> Layers(IEnumerable<ObjectExpression> blocks, string key) => [.. blocks.SelectMany(block => block.Layers(key))];

    private List<Expression> Join(Concatenation concatenation)
    {
        var pieces = concatenation.Pieces.Select(piece => (piece.SpaceBefore, Meant: Visible([piece.Value]))).ToList();
        var kinds = pieces.Where(piece => piece.Meant.Count > 0).Select(piece => Kind(piece.Meant[0])).Distinct().ToList();
        return kinds switch
        {
            [] => [],
            ["a block"] => [.. pieces.SelectMany(piece => piece.Meant)],
            ["a list"] => [new Literal(Append(concatenation.Origin, pieces.Select(piece => piece.Meant)))],
            ["text"] => [new Literal(new HoconScalar(concatenation.Origin, JoinTexts(pieces)))],
            _ => RefuseJoin(concatenation.Origin, kinds),
        };
    }

    private static string Kind(Expression expression) => expression switch
    {
        ObjectExpression => "a block",
        ArrayExpression or Literal { Node: HoconArray } => "a list",
        _ => "text",
    };

    private HoconArray Append(Origin origin, IEnumerable<List<Expression>> lists) =>
        new(origin, [.. lists.SelectMany(list => (FinishVisible(list) as HoconArray)?.Elements ?? [])]);

    private string JoinTexts(IEnumerable<(string SpaceBefore, List<Expression> Meant)> pieces)
    {
        var text = new StringBuilder();
        foreach (var (space, meant) in pieces)
            text.Append(space).Append(FinishVisible(meant) is HoconScalar scalar ? scalar.Text ?? "null" : "");
        return text.ToString();
    }

    private List<Expression> RefuseJoin(Origin origin, List<string> kinds)
    {
        Refuse(origin, $"{string.Join(" and ", kinds)} cannot stand side by side as one value");
        return [];
    }

    private HoconNode? Refuse(Origin origin, string sentence)
    {
        _problems.TryAdd($"{origin.Exact}: {sentence}.", origin);
        return null;
    }
}
