using System.Globalization;
using LearningActors.Client;
using Spectre.Console;

namespace LearningActors.Simulation;

/// <summary>One move of a champion, and the truth about it.</summary>
/// <param name="At">When.</param>
/// <param name="Kind">How it came about.</param>
/// <param name="Version">The champion from then on.</param>
/// <param name="Former">The champion before.</param>
/// <param name="TrueShare">The true share of the new one on that day.</param>
/// <param name="TrueFormerShare">The true share of the former one on that day.</param>
public sealed record ChampionMove(DateTimeOffset At, string Kind, string Version, string Former, double TrueShare, double TrueFormerShare)
{
    /// <summary>The new champion is truly the better one.</summary>
    public bool IsRight => TrueShare > TrueFormerShare;
}

/// <summary>What the service believes of a signal's champion, and what is true.</summary>
/// <param name="Signal">The signal.</param>
/// <param name="Champion">The champion's version.</param>
/// <param name="Approach">How it explains.</param>
/// <param name="Believed">The share of positive votes that it has.</param>
/// <param name="Lower">The lower end of its 95 % interval.</param>
/// <param name="Upper">The upper end.</param>
/// <param name="TrueShare">The true share at the end.</param>
/// <param name="Moves">How it came to be.</param>
/// <param name="Experiments">How the signal's experiments ended, a sentence each.</param>
public sealed record Belief(
    string Signal,
    string Champion,
    string Approach,
    double Believed,
    double Lower,
    double Upper,
    double TrueShare,
    IReadOnlyList<ChampionMove> Moves,
    IReadOnlyList<string> Experiments
);

/// <summary>Reads what the service believes and lays the truth beside it.</summary>
internal static class BeliefReport
{
    internal static async Task<IReadOnlyList<Belief>> ReadAsync(LearningClient client, PromptTruth truth, DateOnly start)
    {
        var prompts = await client.PromptsAsync();
        var texts = prompts.Versions.ToDictionary(prompt => prompt.PromptVersion, prompt => prompt.Text);
        var figures = (await client.AnalyticsAsync(90)).ByPromptVersion.ToDictionary(one => one.PromptVersion, one => one.PositiveFeedback);
        var ended = (await client.ExperimentsAsync()).History.Reverse().ToArray();
        return
        [
            .. prompts.Signals.Select(status =>
            {
                var champion = status.Champion;
                var positive = figures[champion];
                return new Belief(
                    status.Signal,
                    champion,
                    truth.OfTemplate(texts[champion])?.Name ?? "baseline",
                    positive.Rate ?? double.NaN,
                    positive.Lower ?? double.NaN,
                    positive.Upper ?? double.NaN,
                    truth.Quality(texts[champion], DayOf(DateTimeOffset.MaxValue)),
                    [.. status.History.Select(Move)],
                    [.. ended.Where(one => one.Plan.Signal == status.Signal).Select(Ending)]
                );
            }),
        ];

        ChampionMove Move(ChampionChange change) =>
            new(
                change.At,
                change.Kind,
                change.PromptVersion,
                change.Former!,
                truth.Quality(texts[change.PromptVersion], DayOf(change.At)),
                truth.Quality(texts[change.Former!], DayOf(change.At))
            );

        string Ending(Experiment experiment)
        {
            var decision = experiment.Decision!;
            var arms = experiment.Plan.Arms.Select(arm =>
                $"{arm.Version} {Percent(truth.Quality(texts[arm.Version], DayOf(decision.At)))}"
            );
            var outcome = $"{decision.Kind.Replace('_', ' ')} {decision.Winner}".Trim();
            return $"{experiment.Id}, {decision.At:MM-dd}: {outcome} (truly {string.Join(", ", arms)})";
        }

        int DayOf(DateTimeOffset at) =>
            at == DateTimeOffset.MaxValue ? int.MaxValue : DateOnly.FromDateTime(at.UtcDateTime).DayNumber - start.DayNumber;
    }

    internal static void Print(IAnsiConsole console, IReadOnlyList<Belief> beliefs, int alerts)
    {
        foreach (var belief in beliefs)
        {
            console.MarkupLineInterpolated($"[bold]{belief.Signal}[/]");
            foreach (var experiment in belief.Experiments)
                console.WriteLine($"  {experiment}");
            foreach (var move in belief.Moves)
            {
                console.WriteLine(
                    $"  {move.At:MM-dd} {move.Kind.Replace('_', ' ')}: {move.Version} (truly {Percent(move.TrueShare)}) "
                        + $"after {move.Former} (truly {Percent(move.TrueFormerShare)}): {Judgement(move)}"
                );
            }
        }

        var table = new Table().AddColumns("signal", "champion", "way to explain", "believed", "95 % interval", "true");
        foreach (var belief in beliefs)
            table.AddRow(
                belief.Signal,
                belief.Champion,
                belief.Approach,
                Percent(belief.Believed),
                $"{Percent(belief.Lower)} – {Percent(belief.Upper)}",
                Percent(belief.TrueShare)
            );
        console.Write(table);
        console.WriteLine(
            $"{alerts} alerts were raised. Traders lean to both sides, so shares are means over all of them; "
                + $"the baseline's true share is {Percent(PromptTruth.Baseline)}."
        );
    }

    private static string Judgement(ChampionMove move) =>
        move.IsRight ? "right"
        : move.TrueShare == move.TrueFormerShare ? "no better"
        : "wrong";

    private static string Percent(double fraction) => fraction.ToString("0 %", CultureInfo.InvariantCulture);
}
