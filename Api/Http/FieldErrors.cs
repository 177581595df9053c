using Microsoft.AspNetCore.Http;

namespace LearningActors.Http;

/// <summary>What is wrong with a request, by field.</summary>
internal sealed class FieldErrors
{
    private readonly Dictionary<string, string[]> _errors = [];

    internal bool Any => _errors.Count > 0;

    internal void Add(string field, string message) =>
        _errors[field] = _errors.TryGetValue(field, out var earlier) ? [.. earlier, message] : [message];

    /// <summary>The faults by field.</summary>
    internal IReadOnlyDictionary<string, string[]> ByField => _errors;

    /// <summary>The faults as one text.</summary>
    public override string ToString() => string.Join(" ", _errors.Take(5).Select(error => $"{error.Key}: {string.Join(' ', error.Value)}"));

    /// <summary>The answer 400, naming every field.</summary>
    internal IResult ToResult() => Problems.BadFields(_errors);
}
