using NodaTime;

namespace LearningActors.Retention;

/// <inheritdoc cref="IFactArchiveGrain" />
public sealed class FactArchiveGrain(IFactArchive archive, RetentionOptions options, IClock clock, TimeProvider time)
    : Grain,
        IFactArchiveGrain
{
    private static readonly TimeSpan s_longest = TimeSpan.FromMinutes(5);

    /// <inheritdoc />
    public async Task<ArchiveRun?> Run()
    {
        if (options.FactsDays is not { } days)
            return null;
        var budget = new TimeBudget(s_longest, time);
        var due = await archive.ListDueAsync(DateOnly.FromDateTime(clock.UtcNow.UtcDateTime).AddDays(-days));
        var run = new ArchiveRun(0, 0, 0, due.Length);
        foreach (var day in due)
        {
            if (await archive.ArchiveAsync(day) is { } archived)
                run = new ArchiveRun(run.Days + 1, run.Explanations + archived.Explanations, run.Votes + archived.Votes, run.Waiting - 1);
            if (budget.Left <= TimeSpan.Zero)
                break;
        }

        return run;
    }
}
