using System.Text;

namespace LearningActors.Operations;

/// <summary>The order of code points, which is that of PostgreSQL's collation <c>C</c>.</summary>
/// <param name="isDescending">From the last to the first.</param>
internal sealed class KeyOrder(bool isDescending) : IComparer<string>
{
    /// <summary>The order that grains are asked for in.</summary>
    internal static KeyOrder Of(GrainQuery query) => new(query.IsDescending);

    /// <inheritdoc />
    public int Compare(string? x, string? y)
    {
        // UTF-16 puts a surrogate, the half of a late code point, before U+E000; UTF-8 keeps the order.
        var (one, other) = (x ?? "", y ?? "");
        var order =
            one.AsSpan().CommonPrefixLength(other) is var common && (IsSurrogate(one, common) || IsSurrogate(other, common))
                ? Encoding.UTF8.GetBytes(one).AsSpan().SequenceCompareTo(Encoding.UTF8.GetBytes(other))
                : string.CompareOrdinal(one, other);
        return isDescending ? -order : order;
    }

    private static bool IsSurrogate(string text, int at) => at < text.Length && char.IsSurrogate(text[at]);
}
