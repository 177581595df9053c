using System.Text.Json;

namespace LearningActors.Models;

/// <summary>The numbers that a model may use: those of its inputs, rounded as the writer likes.</summary>
/// <remarks>
/// A number in the text with d decimals is an input when some input lies within half a unit of its last place. The
/// confidence may be written as percent, and so may any input before a percent sign. Signs are ignored ("fell 3.2 %" for
/// −3.2), thousands separators and k, M, B, million and the like are read. Numbers inside names and texts of the inputs
/// (the 50 in <c>sma_50</c>) are inputs too.
/// </remarks>
public sealed class KnownNumbers
{
    private readonly List<double> _values = [];

    /// <summary>Takes numbers, and those inside texts.</summary>
    public KnownNumbers(IEnumerable<double> numbers, IEnumerable<string> texts)
    {
        foreach (var number in numbers)
            _values.Add(number);
        foreach (var text in texts)
            AddAllIn(text);
    }

    /// <summary>Takes every number in a JSON value, and those inside its names and texts.</summary>
    public KnownNumbers(JsonElement data) => AddAllIn(data);

    /// <summary>The first number of the text that is written in digits and no input, as written; null when all are.</summary>
    public string? FirstInvented(string text)
    {
        foreach (var number in WrittenNumber.In(text))
        {
            if (!IsKnown(number))
                return text[number.Start..number.End].Trim();
        }

        return null;
    }

    /// <summary>Whether a number is an input.</summary>
    internal bool IsKnown(WrittenNumber number) => _values.Exists(number.Says);

    private void AddAllIn(JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Number:
                _values.Add(value.GetDouble());
                break;
            case JsonValueKind.String:
                AddAllIn(value.GetString()!);
                break;
            case JsonValueKind.Array:
                foreach (var item in value.EnumerateArray())
                    AddAllIn(item);
                break;
            case JsonValueKind.Object:
                foreach (var member in value.EnumerateObject())
                {
                    AddAllIn(member.Name);
                    AddAllIn(member.Value);
                }

                break;
        }
    }

    private void AddAllIn(string text)
    {
        foreach (var number in WrittenNumber.In(text).Where(number => double.IsFinite(number.Value)))
        {
            _values.Add(number.Value);
            _values.Add(number.Unscaled);
        }
    }
}
