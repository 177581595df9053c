namespace LearningActors.Client;

/// <summary>How the units of a signal are assigned, ready to be asked.</summary>
internal sealed class RoutingTable
{
    private readonly PromptVersion _champion;
    private readonly Holdout? _holdout;
    private readonly Split? _split;

    internal RoutingTable(PromptRouting routing)
    {
        var prompts = routing.Prompts.ToDictionary(prompt => prompt.PromptVersionText);
        _champion = prompts[routing.Champion];
        if (routing.Holdout is { } holdout)
            _holdout = new Holdout(prompts[holdout.PromptVersion], new UnitHash(holdout.Seed), holdout.Share, holdout.Until);
        if (routing.Experiment is { } experiment)
            _split = new Split(
                experiment.Id,
                new UnitHash(experiment.Id),
                [.. experiment.Versions.Select(version => prompts[version])],
                Ranges(experiment.Shares)
            );
    }

    /// <summary>The prompt of a unit.</summary>
    /// <param name="unit">What is randomised by.</param>
    /// <param name="now">Whether the holdout has ended.</param>
    /// <param name="asOf">When the routing was read.</param>
    internal AssignedPrompt Assign(string unit, DateTimeOffset now, DateTimeOffset asOf)
    {
        if (_holdout is { } holdout && now < holdout.Until && holdout.Hash.PlaceOf(unit) < holdout.Share)
            return new AssignedPrompt(holdout.Prompt, _champion, null, asOf);
        if (_split is not { } split)
            return new AssignedPrompt(_champion, _champion, null, asOf);
        var place = split.Hash.PlaceOf(unit);
        for (var i = 0; i < split.Ranges.Length; i++)
        {
            if (place >= split.Ranges[i].From && place < split.Ranges[i].To)
                return new AssignedPrompt(split.Prompts[i], _champion, split.Id, asOf);
        }

        // Shares that add up to just under 1 leave the last bucket to nobody.
        return new AssignedPrompt(_champion, _champion, split.Id, asOf);
    }

    /// <summary>The ranges of the arms, one after the other: the lower end is included.</summary>
    private static (double From, double To)[] Ranges(IReadOnlyList<double> shares)
    {
        var ranges = new (double, double)[shares.Count];
        var from = 0.0;
        for (var i = 0; i < ranges.Length; i++)
        {
            ranges[i] = (from, from + shares[i]);
            from += shares[i];
        }

        return ranges;
    }

    private sealed record Holdout(PromptVersion Prompt, UnitHash Hash, double Share, DateTimeOffset Until);

    private sealed record Split(string Id, UnitHash Hash, PromptVersion[] Prompts, (double From, double To)[] Ranges);
}
