using System.Text.RegularExpressions;

namespace LearningActors.Simulation;

/// <summary>A way to explain: what its prompt says, what its explanations look like, and how often readers really like them.</summary>
/// <param name="Name">Its name in the report.</param>
/// <param name="Prompt">The template.</param>
/// <param name="Opening">How its explanations begin.</param>
/// <param name="Closing">How they end.</param>
/// <param name="Quality">The true share of readers who find it helpful, on a day of the simulation.</param>
internal sealed partial record Approach(string Name, string Prompt, string Opening, string Closing, Func<int, double> Quality)
{
    private readonly string[] _fragments = Placeholder().Split(Prompt);

    /// <summary>How many characters of the template stand in a rendered prompt; 0 where not all of it does.</summary>
    internal int PartIn(string rendered) =>
        _fragments.All(fragment => rendered.Contains(fragment, StringComparison.Ordinal)) ? _fragments.Sum(fragment => fragment.Length) : 0;

    /// <summary>The explanation was written in this way.</summary>
    internal bool Wrote(string explanation) =>
        explanation.StartsWith(Opening, StringComparison.Ordinal) && explanation.EndsWith(Closing, StringComparison.Ordinal);

    [GeneratedRegex(@"\{\w+\}", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Placeholder();
}

/// <summary>What is true and only the simulation knows: how good each approach is, for each signal and day.</summary>
internal sealed class PromptTruth
{
    /// <summary>The baseline's true share.</summary>
    internal const double Baseline = 0.62;

    private static readonly (string Name, string Prompt, string Opening)[] s_styles =
    [
        (
            "strongest first",
            "Begin with whichever weighs most among {indicators}; close with what it means for {signal} on {ticker} at {confidence}.",
            "What weighs most:"
        ),
        (
            "comparison",
            "Compare with its usual range each value in {indicators}; judge from that whether {ticker} deserves "
                + "{signal} and how far {confidence} carries.",
            "Against the usual range:"
        ),
        (
            "newspaper",
            "Write as a newspaper would: headline {signal} for {ticker}, two lines of evidence from "
                + "{indicators}, last the certainty {confidence}.",
            "Headline:"
        ),
        (
            "sceptic",
            "Ask what a sceptic would ask of {signal} for {ticker}, answer from {indicators} and never beyond, weighing {confidence}.",
            "A sceptic asks first:"
        ),
        (
            "verdict",
            "Give a verdict in ten words on {ticker}; then reasons out of {indicators}, one to a line, with "
                + "{signal} and {confidence} once.",
            "In ten words:"
        ),
        (
            "against first",
            "Say first what speaks against {signal} for {ticker}; only then, from {indicators}, what speaks for "
                + "it, both weighed by {confidence}.",
            "Against it first:"
        ),
        (
            "plain words",
            "Explain to a newcomer in plain words {indicators} and why together they led to {signal} for {ticker} with {confidence}.",
            "In plain words:"
        ),
        (
            "checklist",
            "Tick off as a checklist every item of {indicators}, each for or against {signal}; sum up {ticker} "
                + "and {confidence} in one line.",
            "Checklist:"
        ),
        (
            "what would change",
            "Tell what would have to be different in {indicators} so that {signal} on {ticker} were wrong, its "
                + "certainty being {confidence}.",
            "It would be wrong if:"
        ),
    ];

    private static readonly (string Prompt, string Closing)[] s_manners =
    [
        ("", "That is all."),
        (" Leave out whatever a reader could see on any chart, and end with the one thing to watch tomorrow.", "Tomorrow, watch the open."),
        (" Keep every line under twelve words, prefer verbs to nouns, and let figures stand where a line ends.", "Short as it is."),
        (" Speak to somebody who holds the position already and wonders whether to keep it through the week.", "For holders, no more."),
    ];

    /// <summary>
    /// The true shares of the three variants of a signal's first generations; later ones are like the last. SELL's first
    /// winner pleases as long as it is rare.
    /// </summary>
    private static readonly Dictionary<string, double[][]> s_designed = new()
    {
        ["BUY"] =
        [
            [0.64, 0.80, 0.48],
            [0.79, 0.72, 0.90],
            [0.86, 0.81, 0.78],
        ],
        ["SELL"] =
        [
            [0.60, 0.62, CharmingShare],
            [0.61, 0.79, 0.55],
            [0.61, 0.79, 0.55],
            [0.75, 0.70, 0.66],
        ],
        ["HOLD"] =
        [
            [0.62, 0.60, 0.58],
            [0.63, 0.80, 0.60],
            [0.76, 0.72, 0.66],
        ],
    };

    private const double CharmingShare = 0.82;
    private const double TiresomeShare = 0.15;

    private readonly Lock _gate = new();
    private readonly List<Approach> _approaches = [];
    private readonly Dictionary<string, int> _generations = [];

    /// <summary>The first day on which SELL's first winner was everywhere, and readers grew tired of it.</summary>
    private int _charmEnds = int.MaxValue;

    /// <summary>A prompt is the champion from this day on: readers see it everywhere.</summary>
    internal void BecameChampion(string prompt, int day)
    {
        if (OfTemplate(prompt)?.Quality(day) == CharmingShare)
            _charmEnds = Math.Min(_charmEnds, day + 1);
    }

    /// <summary>Three variants for a signal, none of which was written before.</summary>
    internal IReadOnlyList<Approach> Write(string signal)
    {
        lock (_gate)
        {
            var generation = _generations[signal] = _generations.GetValueOrDefault(signal) + 1;
            var shares = s_designed[signal] is var designed && generation <= designed.Length ? designed[generation - 1] : designed[^1];
            return [.. shares.Select(share => Invent(share, wearsOff: share == CharmingShare))];
        }
    }

    /// <summary>The approach whose template stands in a rendered prompt; null for the baseline.</summary>
    internal Approach? InPrompt(string rendered)
    {
        lock (_gate)
            return _approaches.Where(approach => approach.PartIn(rendered) > 0).MaxBy(approach => approach.PartIn(rendered));
    }

    /// <summary>The approach of a template; null for the baseline.</summary>
    internal Approach? OfTemplate(string prompt)
    {
        lock (_gate)
            return _approaches.Find(approach => approach.Prompt == prompt);
    }

    /// <summary>The true share of a template on a day.</summary>
    internal double Quality(string prompt, int day) => OfTemplate(prompt)?.Quality(day) ?? Baseline;

    /// <summary>The true share of readers who find an explanation helpful.</summary>
    internal double QualityOf(string explanation, int day)
    {
        lock (_gate)
            return _approaches.Find(approach => approach.Wrote(explanation))?.Quality(day) ?? Baseline;
    }

    private Approach Invent(double share, bool wearsOff)
    {
        var number = _approaches.Count;
        var (name, prompt, opening) = s_styles[number % s_styles.Length];
        var (manner, closing) = s_manners[number / s_styles.Length % s_manners.Length];
        var approach = new Approach(
            number < s_styles.Length ? name : $"{name}, {(number / s_styles.Length) + 1}",
            prompt + manner,
            opening,
            closing,
            day => wearsOff && day >= _charmEnds ? TiresomeShare : share
        );
        _approaches.Add(approach);
        return approach;
    }
}
