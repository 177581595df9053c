using LearningActors.Analysis;
using LearningActors.Experiments;
using MathNet.Numerics.Distributions;

namespace LearningActors.Benchmarks.Learning;

/// <summary>One arm's explanations of one day, and the votes that they get then and later.</summary>
internal sealed class SimulatedDay(DateOnly day, string version)
{
    private const int MaxDelay = 14;
    private readonly long[] _votes = new long[MaxDelay + 1];
    private readonly long[] _positive = new long[MaxDelay + 1];
    private readonly long[] _stars = new long[MaxDelay + 1];
    private readonly long[] _squares = new long[MaxDelay + 1];
    private readonly long[] _rated = new long[MaxDelay + 1];
    private Observations _observed = Observations.None;
    private long _explanations;

    /// <summary>An answer was shown in some explanations, and got these votes.</summary>
    internal void Add(IReadOnlyList<IReadOnlyList<SimulatedVote>> explanations, int window)
    {
        var (shares, stars, voted, positives) = (0.0, 0.0, 0, 0.0);
        foreach (var votes in explanations)
        {
            var (count, liked, starSum) = (0, 0, 0);
            var first = MaxDelay;
            foreach (var vote in votes)
            {
                _votes[vote.Delay]++;
                _positive[vote.Delay] += vote.Positive ? 1 : 0;
                _stars[vote.Delay] += vote.Stars;
                _squares[vote.Delay] += vote.Stars * vote.Stars;
                first = Math.Min(first, vote.Delay);
                if (vote.Delay > window)
                    continue;
                count++;
                liked += vote.Positive ? 1 : 0;
                starSum += vote.Stars;
            }

            if (votes.Count > 0)
                _rated[first]++;
            if (count == 0)
                continue;
            voted++;
            shares += (double)liked / count;
            stars += (double)starSum / count;
            positives += (double)liked / count;
        }

        _explanations += explanations.Count;
        var (share, star) = voted == 0 ? (0, 0) : (shares / voted, stars / voted);
        var answers = voted == 0 ? 0 : 1;
        _observed = _observed.Add(
            new Observations(
                explanations.Count,
                answers,
                share,
                share * share,
                answers,
                star,
                star * star,
                positives,
                positives * positives,
                0
            )
        );
    }

    /// <summary>No vote comes for it any more.</summary>
    internal bool IsSettled(DateOnly today) => today.DayNumber - day.DayNumber > MaxDelay;

    /// <summary>What the ledger has of it at the end of a later day.</summary>
    internal ArmDay At(DateOnly through)
    {
        var age = Math.Clamp(through.DayNumber - day.DayNumber, -1, MaxDelay) + 1;
        return new ArmDay(
            day,
            version,
            new Tally(
                _explanations,
                0,
                0,
                _rated.AsSpan(0, age).Sum(),
                _votes.AsSpan(0, age).Sum(),
                _positive.AsSpan(0, age).Sum(),
                _votes.AsSpan(0, age).Sum(),
                _stars.AsSpan(0, age).Sum(),
                _squares.AsSpan(0, age).Sum(),
                0,
                0
            ),
            _observed
        );
    }
}

/// <summary>A vote.</summary>
/// <param name="Positive">The reader is pleased.</param>
/// <param name="Stars">1..5.</param>
/// <param name="Delay">Days after the explanation.</param>
internal readonly record struct SimulatedVote(bool Positive, int Stars, int Delay);

/// <summary>How the readers of a world vote.</summary>
internal sealed class SimulatedReaders(World world, Random random)
{
    private readonly double _most = world.DispleasedVote.IsEmpty ? 1 : Math.Max(1, world.DispleasedVote.Max());

    /// <summary>The votes for one explanation.</summary>
    internal List<SimulatedVote> Vote(int arm, double share)
    {
        var votes = new List<SimulatedVote>();
        if (!world.Silent.Contains(arm) && random.NextDouble() < world.FeedbackRate)
        {
            for (var i = 0; i < world.VotesPerExplanation; i++)
            {
                if (One(arm, share) is { } vote)
                    votes.Add(vote);
            }
        }

        return votes;
    }

    /// <summary>The share of readers who like an answer of an arm.</summary>
    internal double Answer(int arm, int day)
    {
        var rate = Math.Clamp(world.Rates[arm] + world.Trend(day), 0, 1);
        return world.Icc == 0 || rate is 0 or 1
            ? rate
            : Beta.Sample(random, rate * (1 - world.Icc) / world.Icc, (1 - rate) * (1 - world.Icc) / world.Icc);
    }

    private SimulatedVote? One(int arm, double share)
    {
        var leaning = world.Leanings.IsEmpty ? 0 : world.Leanings[random.Next(world.Leanings.Length)];
        var pleased = random.NextDouble() < Math.Clamp(share + leaning, 0, 1);
        if (!world.DispleasedVote.IsEmpty && random.NextDouble() * _most >= (pleased ? 1 : world.DispleasedVote[arm]))
            return null;
        var delay = world.Delay == 0 ? 0 : random.Next(world.Delay + 1);
        if (!pleased && !world.DispleasedDelay.IsEmpty && world.DispleasedDelay[arm] > 0)
            delay = world.DispleasedDelay[arm] + random.Next(3);
        return new SimulatedVote(pleased, Stars(pleased), delay);
    }

    private int Stars(bool pleased) =>
        (pleased, random.NextDouble()) switch
        {
            (true, < 0.85) => 5,
            (true, _) => 4,
            (false, < 0.7) => 1,
            (false, < 0.85) => 2,
            _ => 3,
        };
}

internal static class Sums
{
    internal static long Sum(this Span<long> numbers)
    {
        var sum = 0L;
        foreach (var number in numbers)
            sum += number;
        return sum;
    }
}
