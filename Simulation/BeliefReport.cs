using System.Globalization;
using System.Text.Json;
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
        var texts = prompts
            .GetProperty("versions")
            .EnumerateArray()
            .ToDictionary(prompt => prompt.GetProperty("prompt_version").GetString()!, prompt => prompt.GetProperty("text").GetString()!);
        var figures = (await client.AnalyticsAsync(90))
            .GetProperty("by_prompt_version")
            .EnumerateArray()
            .ToDictionary(one => one.GetProperty("prompt_version").GetString()!, one => one.GetProperty("positive_feedback"));
        var ended = (await client.ExperimentsAsync()).GetProperty("history").EnumerateArray().Reverse().ToArray();
        return
        [
            .. prompts
                .GetProperty("signals")
                .EnumerateArray()
                .Select(status =>
                {
                    var (signal, champion) = (status.GetProperty("signal").GetString()!, status.GetProperty("champion").GetString()!);
                    var moves = status.GetProperty("history").EnumerateArray().Select(Move).ToArray();
                    var positive = figures[champion];
                    return new Belief(
                        signal,
                        champion,
                        truth.OfTemplate(texts[champion])?.Name ?? "baseline",
                        positive.GetProperty("rate").GetDouble(),
                        positive.GetProperty("lower").GetDouble(),
                        positive.GetProperty("upper").GetDouble(),
                        truth.Quality(texts[champion], DayOf(DateTimeOffset.MaxValue)),
                        moves,
                        [.. ended.Where(one => one.GetProperty("plan").GetProperty("signal").GetString() == signal).Select(Ending)]
                    );
                }),
        ];

        ChampionMove Move(JsonElement change)
        {
            var (version, former, at) = (
                change.GetProperty("prompt_version").GetString()!,
                change.GetProperty("former").GetString()!,
                change.GetProperty("at").GetDateTimeOffset()
            );
            return new ChampionMove(
                at,
                change.GetProperty("kind").GetString()!,
                version,
                former,
                truth.Quality(texts[version], DayOf(at)),
                truth.Quality(texts[former], DayOf(at))
            );
        }

        string Ending(JsonElement experiment)
        {
            var decision = experiment.GetProperty("decision");
            var at = decision.GetProperty("at").GetDateTimeOffset();
            var arms = experiment
                .GetProperty("plan")
                .GetProperty("arms")
                .EnumerateArray()
                .Select(arm => arm.GetProperty("version").GetString()!)
                .Select(version => $"{version} {Percent(truth.Quality(texts[version], DayOf(at)))}");
            var outcome =
                $"{decision.GetProperty("kind").GetString()!.Replace('_', ' ')} {decision.GetProperty("winner").GetString()}".Trim();
            return $"{experiment.GetProperty("id").GetString()}, {at:MM-dd}: {outcome} (truly {string.Join(", ", arms)})";
        }

        int DayOf(DateTimeOffset at) =>
            at == DateTimeOffset.MaxValue ? int.MaxValue : DateOnly.FromDateTime(at.UtcDateTime).DayNumber - start.DayNumber;
    }

    internal static void Print(IAnsiConsole console, IReadOnlyList<Belief> beliefs, JsonElement alerts)
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
                        + $"after {move.Former} (truly {Percent(move.TrueFormerShare)}): {(move.IsRight ? "right" : move.TrueShare == move.TrueFormerShare ? "no better" : "wrong")}"
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
            $"{alerts.GetArrayLength()} alerts were raised. Traders lean to both sides, so shares are meant over all of them; the baseline's true share is {Percent(PromptTruth.Baseline)}."
        );
    }

    private static string Percent(double fraction) => fraction.ToString("0 %", CultureInfo.InvariantCulture);
}
