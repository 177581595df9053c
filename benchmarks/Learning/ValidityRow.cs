using System.Collections.Immutable;

namespace LearningActors.Benchmarks.Learning;

/// <summary>A case that was simulated to its end, and its outcome.</summary>
/// <param name="Section">Where it belongs, such as <c>The journal</c>.</param>
/// <param name="Case">What is simulated, and what is counted.</param>
/// <param name="Wanted">What the figure should be, such as <c>≤ 5 %</c>; empty where nothing is promised.</param>
/// <param name="Figures">What each method reaches, with its interval; the former or simple method first.</param>
internal sealed record ValidityRow(string Section, string Case, string Wanted, ImmutableArray<(string Method, string Figure)> Figures);
