using System.Globalization;
using NodaTime;
using NodaTime.Text;

namespace LearningActors.Brokers;

/// <summary>Numbers and times as brokers write them.</summary>
internal static class FieldText
{
    /// <summary>A number: <c>--</c> and nothing are 0, commas separate thousands, brackets and a minus are less than 0.</summary>
    /// <exception cref="FormatException">It is not a number.</exception>
    internal static decimal Number(string text, string column)
    {
        if (text is "" or "--" or "-")
            return 0;
        const NumberStyles Styles = NumberStyles.Number | NumberStyles.AllowParentheses | NumberStyles.AllowExponent;
        return decimal.TryParse(text.Replace("$", "", StringComparison.Ordinal), Styles, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw new FormatException($"{column} is not a number");
    }

    /// <summary>An instant with its offset.</summary>
    /// <exception cref="FormatException">It is not one of the forms.</exception>
    internal static DateTimeOffset Instant(string text, string column, params string[] forms) =>
        DateTimeOffset.TryParseExact(text, forms, CultureInfo.InvariantCulture, DateTimeStyles.None, out var at)
            ? at.ToUniversalTime()
            : throw new FormatException($"{column} is not a time with its offset, such as 2020-12-29T15:36:21+0100");

    /// <summary>
    /// An instant that is written as the local time of a zone. One that is skipped is the first after it, of two the earlier.
    /// </summary>
    /// <exception cref="FormatException">It is not one of the forms.</exception>
    internal static DateTimeOffset Local(string text, string column, DateTimeZone zone, params string[] forms)
    {
        foreach (var form in forms)
        {
            if (LocalDateTimePattern.CreateWithInvariantCulture(form).Parse(text) is { Success: true } local)
                return local.Value.InZoneLeniently(zone).ToDateTimeOffset().ToUniversalTime();
        }

        throw new FormatException($"{column} is not a time in the form {string.Join(" or ", forms)}");
    }

    /// <summary>The end of a day's trading in New York, for a broker that gives no time.</summary>
    /// <exception cref="FormatException">It is not one of the forms.</exception>
    internal static DateTimeOffset Close(string text, string column, params string[] forms)
    {
        foreach (var form in forms)
        {
            if (LocalDatePattern.CreateWithInvariantCulture(form).Parse(text) is { Success: true } day)
                return (day.Value + new LocalTime(16, 0))
                    .InZoneLeniently(BrokerFileContext.Default.Zone)
                    .ToDateTimeOffset()
                    .ToUniversalTime();
        }

        throw new FormatException($"{column} is not a day in the form {string.Join(" or ", forms)}");
    }

    /// <summary>A day.</summary>
    /// <exception cref="FormatException">It is not one of the forms.</exception>
    internal static LocalDate Day(string text, string column, params string[] forms)
    {
        foreach (var form in forms)
        {
            if (LocalDatePattern.CreateWithInvariantCulture(form).Parse(text) is { Success: true } day)
                return day.Value;
        }

        throw new FormatException($"{column} is not a day in the form {string.Join(" or ", forms)}");
    }
}
