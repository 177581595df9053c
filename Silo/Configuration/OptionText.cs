using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Reflection;

namespace LearningActors.Configuration;

/// <summary>Values of options as an operator writes them: how they are read, and what to say where one can't be.</summary>
internal static class OptionText
{
    /// <summary>Reads a value of the property's type that its attributes allow.</summary>
    /// <param name="property">A property of an options class.</param>
    /// <param name="text">What was written.</param>
    /// <param name="value">The value.</param>
    internal static bool TryRead(PropertyInfo property, string text, out object? value) =>
        TryParse(Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType, text, out value)
        && property.GetCustomAttributes<ValidationAttribute>().All(IsValid(value));

    /// <summary>What would be right, as it ends the sentence <c>expected …</c>.</summary>
    internal static string Expected(PropertyInfo property)
    {
        if (property.GetCustomAttribute<FormatAttribute>() is { } format)
            return format.Expected;
        var range = property.GetCustomAttribute<RangeAttribute>() is { } limits
            ? $" from {Write(limits.Minimum)} to {Write(limits.Maximum)}"
            : "";
        var type = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
        return type switch
        {
            _ when type == typeof(bool) => "true or false",
            _ when type == typeof(int) => $"a whole number{range}",
            _ when type == typeof(decimal) || type == typeof(double) => $"a number{range}",
            _ when type == typeof(TimeSpan) => $"a duration (hours:minutes:seconds){range}",
            _ when type.IsEnum => Names(type) is var names ? $"{string.Join(", ", names.SkipLast(1))} or {names[^1]}" : "",
            _ => "text",
        };
    }

    /// <summary>The value as an operator would write it.</summary>
    internal static string Write(object? value) =>
        value switch
        {
            null => "",
            bool flag => flag ? "true" : "false",
            Enum one => one.ToString().ToLowerInvariant(),
            Uri address => address.OriginalString,
            TimeSpan { Milliseconds: > 0 } duration => duration.ToString("c", CultureInfo.InvariantCulture).TrimEnd('0'),
            IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
            _ => value.ToString() ?? "",
        };

    private static Func<ValidationAttribute, bool> IsValid(object? value) => attribute => attribute.IsValid(value);

    private static bool TryParse(Type type, string text, out object? value)
    {
        value = null;
        if (type == typeof(string))
            value = text;
        else if (type == typeof(bool) && bool.TryParse(text, out var flag))
            value = flag;
        else if (type == typeof(int) && int.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out var whole))
            value = whole;
        else if (type == typeof(double) && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number))
            value = number;
        else if (type == typeof(decimal) && decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var amount))
            value = amount;
        else if (type == typeof(TimeSpan) && TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var duration))
            value = duration;
        else if (type == typeof(Uri) && Uri.TryCreate(text, UriKind.Absolute, out var address))
            value = address;
        else if (type.IsEnum && Array.Find(Names(type), name => name.Equals(text, StringComparison.OrdinalIgnoreCase)) is { } name)
            value = Enum.Parse(type, name, ignoreCase: true);
        return value is not null;
    }

    private static string[] Names(Type type) => [.. Enum.GetNames(type).Select(name => name.ToLowerInvariant())];
}
