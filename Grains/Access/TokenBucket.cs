namespace LearningActors.Access;

/// <summary>A bucket of tokens that fills evenly.</summary>
/// <param name="Level">Tokens in it at <see cref="At"/>, parts of one included.</param>
/// <param name="At">When that was.</param>
/// <param name="Rate">How much it holds and how fast it fills.</param>
public readonly record struct TokenBucket(double Level, DateTimeOffset At, BudgetRate Rate)
{
    private double PerSecond => Rate.Capacity / Rate.FillsIn.TotalSeconds;

    /// <summary>A full bucket.</summary>
    public static TokenBucket Full(BudgetRate rate, DateTimeOffset now) => new(rate.Capacity, now, rate);

    /// <summary>Takes what there is, up to what is wanted.</summary>
    public (TokenBucket Bucket, BudgetGrant Grant) Take(int wanted, DateTimeOffset now)
    {
        var filled = FilledUntil(now);
        var taken = Math.Min(wanted, (int)filled.Level);
        var left = filled with { Level = filled.Level - taken };
        var wait = taken > 0 ? TimeSpan.Zero : TimeSpan.FromSeconds((1 - left.Level) / PerSecond);
        return (left, new BudgetGrant(taken, (int)left.Level, wait));
    }

    /// <summary>Puts tokens back; more than it holds is lost.</summary>
    public TokenBucket Return(int tokens) => this with { Level = Math.Min(Rate.Capacity, Level + tokens) };

    /// <summary>The same bucket from now on with another rate.</summary>
    public TokenBucket WithRate(BudgetRate rate, DateTimeOffset now)
    {
        if (rate == Rate)
            return this;
        var filled = FilledUntil(now);
        return filled with { Level = Math.Min(filled.Level, rate.Capacity), Rate = rate };
    }

    private TokenBucket FilledUntil(DateTimeOffset now) =>
        now <= At ? this : this with { Level = Math.Min(Rate.Capacity, Level + ((now - At).TotalSeconds * PerSecond)), At = now };
}
