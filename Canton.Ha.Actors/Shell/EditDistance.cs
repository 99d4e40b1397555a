namespace Canton.Ha.Actors.Shell;

/// <summary>How many characters must be inserted, removed or replaced to turn one text into another.</summary>
internal static class EditDistance
{
    public static int Between(string one, string other)
    {
        var above = Enumerable.Range(0, other.Length + 1).ToArray();
        for (var i = 1; i <= one.Length; i++)
        {
            var row = new int[other.Length + 1];
            row[0] = i;
            for (var j = 1; j <= other.Length; j++)
                row[j] = Math.Min(Math.Min(row[j - 1], above[j]) + 1, above[j - 1] + (one[i - 1] == other[j - 1] ? 0 : 1));

            above = row;
        }

        return above[^1];
    }
}
