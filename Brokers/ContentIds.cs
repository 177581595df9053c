using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace LearningActors.Brokers;

/// <summary>
/// Names rows by what they say: account, instant, order, instrument, action, quantity, amount. The same history in another time zone, with
/// other columns or numbers written otherwise gets the same names. Rows that say the same are counted: a broker fills one order in
/// several rows that are all alike.
/// </summary>
internal sealed class ContentIds(string broker)
{
    private readonly Dictionary<string, int> _seen = new(StringComparer.Ordinal);

    internal string Of(string? account, DateTimeOffset at, string? order, string what, string action, decimal quantity, decimal amount)
    {
        var content = string.Join(
            '\u001f',
            account,
            at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture),
            order,
            what,
            action,
            Plain(quantity),
            Plain(Math.Abs(amount))
        );
        var occurrence = _seen[content] = _seen.GetValueOrDefault(content) + 1;
        return $"{broker}:{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(content)).AsSpan(0, 12))}:{occurrence}";
    }

    private static string Plain(decimal number) => number.ToString("0.############", CultureInfo.InvariantCulture);
}
