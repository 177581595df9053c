using System.Collections.Immutable;

namespace LearningActors.Http;

/// <summary>How the fields of a type differ from its properties.</summary>
/// <param name="type">A record of the grains, or an answer made of them.</param>
internal sealed class FieldShape(Type type)
{
    internal Type Type => type;

    /// <summary>Fields by the property that they show.</summary>
    internal Dictionary<string, string> Names { get; } = [];

    /// <summary>Properties whose fields stand beside the others.</summary>
    internal ImmutableArray<string> Inlined { get; init; } = [];

    /// <summary>Properties of those that are not shown.</summary>
    internal ImmutableArray<string> LeftOut { get; init; } = [];
}
