using System.Buffers;

namespace Canton.Ha.Actors.Ledger.Validation;

/// <summary>Which texts can be names of what, as the reference has it. None of them may be empty.</summary>
internal static class LedgerStrings
{
    public const int LedgerStringMax = 255;
    public const int PartyMax = 255;
    public const int PartyHintMax = 185;
    public const int UserIdMax = 128;
    public const int NameMax = 1000;
    public const int PackageIdMax = 64;
    public const int PackageNameMax = 255;

    private const string Alphanumeric = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

    /// <summary>The multihash of a hash of 32 bytes, in hex.</summary>
    private const int NamespaceLength = 68;

    /// <summary>Digits of an int32.</summary>
    private const int CountMax = 10;

    /// <summary>A version-1 id: version, 32 bytes, and a suffix of at most 94.</summary>
    private const int ContractIdV1Min = 33, ContractIdV1Max = 127;

    /// <summary>A version-2 id: version, 12 bytes, and a suffix of at most 33.</summary>
    private const int ContractIdV2Min = 13, ContractIdV2Max = 46;

    private static readonly SearchValues<char> s_ledgerString = SearchValues.Create(Alphanumeric + "._:-#/ ");
    private static readonly SearchValues<char> s_party = SearchValues.Create(Alphanumeric + ":-_ ");
    private static readonly SearchValues<char> s_userId = SearchValues.Create(Alphanumeric + "@^$.!`-#+'~_|:()");
    private static readonly SearchValues<char> s_packageId = SearchValues.Create(Alphanumeric + "-_ ");
    private static readonly SearchValues<char> s_packageName = SearchValues.Create(Alphanumeric + "-_");
    private static readonly SearchValues<char> s_name = SearchValues.Create(Alphanumeric + "$_");
    private static readonly SearchValues<char> s_hex = SearchValues.Create("0123456789abcdef");

    /// <summary>Command ids, submission ids, workflow ids, update ids.</summary>
    public static bool IsLedgerString(string text) => Is(text, s_ledgerString, LedgerStringMax);

    public static bool IsParty(string text) => Is(text, s_party, PartyMax);

    public static bool IsUserId(string text) => Is(text, s_userId, UserIdMax);

    public static bool IsPackageId(string text) => Is(text, s_packageId, PackageIdMax);

    public static bool IsPackageName(string text) => Is(text, s_packageName, PackageNameMax);

    /// <summary>Choices, labels and constructors.</summary>
    public static bool IsName(string text) => IsName(text.AsSpan());

    /// <summary>Modules and entities.</summary>
    public static bool IsDottedName(string text)
    {
        if (text.Length > NameMax)
            return false;
        foreach (var segment in text.AsSpan().Split('.'))
            if (!IsName(text.AsSpan(segment)))
                return false;
        return true;
    }

    /// <summary>Ids of contracts of any kind of ledger, in lower-case hex.</summary>
    public static bool IsContractId(string text)
    {
        if (text.Length % 2 != 0 || text.AsSpan().ContainsAnyExcept(s_hex))
            return false;

        var bytes = text.Length / 2;
        return text.StartsWith("00", StringComparison.Ordinal)
            ? bytes is >= ContractIdV1Min and <= ContractIdV1Max
            : text.StartsWith("01", StringComparison.Ordinal) && bytes is >= ContractIdV2Min and <= ContractIdV2Max;
    }

    /// <summary><c>name::namespace</c>, or the same with <c>::version-serial</c> for one physical synchronizer. A namespace is 1220 and 64 hex digits.</summary>
    public static bool IsSynchronizerId(string text)
    {
        var parts = text.Split("::");
        return parts.Length is 2 or 3 && Is(parts[0], s_party, PartyHintMax) && IsNamespace(parts[1]) && (parts.Length == 2 || IsVersionAndSerial(parts[2]));
    }

    private static bool IsNamespace(string text) =>
        text.Length == NamespaceLength && text.StartsWith("1220", StringComparison.Ordinal) && !text.AsSpan().ContainsAnyExcept(s_hex);

    /// <summary>The serial counts; the version is a number, or <c>dev</c>.</summary>
    private static bool IsVersionAndSerial(string text) =>
        text.Split('-') is [var version, var serial] && (version == "dev" || IsCount(version)) && IsCount(serial);

    private static bool IsCount(string text) => text.Length is > 0 and <= CountMax && !text.AsSpan().ContainsAnyExceptInRange('0', '9');

    private static bool IsName(ReadOnlySpan<char> text) =>
        text.Length is > 0 and <= NameMax && !char.IsAsciiDigit(text[0]) && !text.ContainsAnyExcept(s_name);

    private static bool Is(string text, SearchValues<char> allowed, int most) =>
        text.Length > 0 && text.Length <= most && !text.AsSpan().ContainsAnyExcept(allowed);
}
