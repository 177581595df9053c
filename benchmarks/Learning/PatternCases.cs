using LearningActors.AlgorithmChanges;
using LearningActors.Patterns;
using LearningActors.Recommendations;
using LearningActors.Statistics;
using MathNet.Numerics.Distributions;
using MathNet.Numerics.Random;

namespace LearningActors.Benchmarks.Learning;

/// <summary>
/// How often patterns in the divergence, and validations of changes, are right. Seeds are fixed: the same figures each time.
/// </summary>
internal static class PatternCases
{
    private const string Section = "Patterns and validation";
    private const string Simple = "simple";
    private const string Service = "service";
    private const int Seed = 20261123;
    private const int Runs = 2000;
    private const int Years = 100;
    private static readonly DateOnly s_monday = new(2026, 1, 5);

    /// <summary>Every case, as it is done.</summary>
    internal static IEnumerable<ValidityRow> Rows()
    {
        foreach (var n in new[] { 3, 5, 10 })
            yield return Shift(
                $"{n} changes of expiration around none, normal with 9 days: a shift is reported",
                n,
                random => Normal.Sample(random, 0, 9)
            );
        foreach (var n in new[] { 3, 5, 10 })
            yield return Shift(
                $"{n} changes of expiration by one or two weeks, either way: a shift is reported",
                n,
                random => 7 * random.Next(1, 3) * (random.Next(2) == 0 ? 1 : -1)
            );
        yield return FoundShift();
        yield return Premiums("the algorithm recommends premiums of $0.10 to $0.45, rejections ignore them: a low-premium pattern", false);
        yield return Premiums("… what pays less than $0.25 is rejected four times of five: a low-premium pattern", true);
        yield return Symbols();
        yield return Confounded();
        foreach (var spread in new[] { 0, 0.15 })
            yield return RolledBack(
                FormattableString.Invariant(
                    $"nothing changed, consent of 70 % that varies by {spread} from week to week: rolling back is suggested"
                ),
                0,
                spread
            );
        yield return RolledBack("consent falls from 70 to 40 %, and varies by 0.1 from week to week: rolling back is suggested", -0.3, 0.1);
    }

    private static ValidityRow Shift(string name, int n, Func<MersenneTwister, double> change) =>
        new(
            Section,
            name,
            "≤ 5 %",
            [
                (Simple, Figures.Share(Runs, i => Math.Abs(Changes(i, n, change).Average()) > 3)),
                (Service, Figures.Share(Runs, i => Modified(Changes(i, n, change)).Any())),
                ("service, high confidence", Figures.Share(Runs, i => Modified(Changes(i, n, change)).Any(IsHigh))),
            ]
        );

    private static ValidityRow FoundShift() =>
        new(
            Section,
            "10 changes of expiration around a week longer, normal with 5 days: a shift is reported",
            "",
            [
                (Service, Figures.Share(Runs, i => Modified(Changes(i, 10, random => Normal.Sample(random, 7, 5))).Any())),
                (
                    "service, high confidence",
                    Figures.Share(Runs, i => Modified(Changes(i, 10, random => Normal.Sample(random, 7, 5))).Any(IsHigh))
                ),
            ]
        );

    private static ValidityRow Premiums(string name, bool isMinded) =>
        new(
            Section,
            name,
            isMinded ? "" : "≤ 5 %",
            [
                (
                    Simple,
                    Figures.Share(
                        Runs,
                        i => Premiums(i, isMinded) is var week && Rejected(week) is { Length: >= 3 } low && low.Average() < 0.30
                    )
                ),
                (
                    Service,
                    Figures.Share(
                        Runs,
                        i => PatternDetection.Find(Premiums(i, isMinded)).Any(one => one.Kind == PatternKind.RejectedLowPremium)
                    )
                ),
            ]
        );

    private static double[] Rejected(MatchedRecommendation[] week) =>
        [.. week.Where(match => match.Kind == MatchKind.Reject).Select(match => (double)match.Recommendation!.Premium! / 100)];

    private static MatchedRecommendation[] Premiums(int run, bool isMinded)
    {
        var random = new MersenneTwister(Seed + run);
        return
        [
            .. Enumerable
                .Range(0, 20)
                .Select(_ =>
                {
                    var premium = random.Next(10, 46);
                    var share =
                        !isMinded ? 0.3
                        : premium < 25 ? 0.8
                        : 0.1;
                    return SimulatedMatch.Of(
                        random.NextDouble() < share ? MatchKind.Reject : MatchKind.Consent,
                        s_monday,
                        premium: premium
                    );
                }),
        ];
    }

    /// <summary>A year of weeks of 40 recommendations, six symbols, each as often rejected.</summary>
    private static ValidityRow Symbols()
    {
        var (former, service) = (0, 0);
        Parallel.For(
            0,
            Years,
            year =>
            {
                var random = new MersenneTwister(Seed + year);
                var weeks = Enumerable
                    .Range(0, 52)
                    .Select(week =>
                        Enumerable
                            .Range(0, 40)
                            .Select(_ =>
                                SimulatedMatch.Of(
                                    random.NextDouble() < 0.3 ? MatchKind.Reject : MatchKind.Consent,
                                    s_monday.AddDays(7 * week),
                                    $"S{random.Next(6)}"
                                )
                            )
                            .ToArray()
                    )
                    .ToArray();
                var found = weeks.Any(week => FormerSymbols(week) > 0);
                var served = Enumerable
                    .Range(0, 52)
                    .Any(week =>
                        PatternDetection
                            .Find(weeks[week], weeks[Math.Max(0, week - PatternDetection.WeeksBefore)..week].SelectMany(one => one))
                            .Any(one => one.Kind == PatternKind.SymbolPreference)
                    );
                Interlocked.Add(ref former, found ? 1 : 0);
                Interlocked.Add(ref service, served ? 1 : 0);
            }
        );
        return new ValidityRow(
            Section,
            "six symbols, 40 recommendations a week, all rejected alike: a preference in any week of a year",
            "",
            [(Simple, Figures.Share(former, Years)), (Service, Figures.Share(service, Years))]
        );
    }

    /// <summary>A symbol is recommended mostly in weeks in which all is rejected more often.</summary>
    private static ValidityRow Confounded()
    {
        return new ValidityRow(
            Section,
            "a symbol is recommended mostly in weeks in which twice as much of all is rejected: a preference",
            "≤ 1 %",
            [
                ("all weeks together", Figures.Share(Runs, i => FormerSymbols([.. Weeks(i).SelectMany(week => week)]) > 0)),
                (
                    Service,
                    Figures.Share(
                        Runs,
                        i =>
                            Weeks(i) is var weeks
                            && PatternDetection
                                .Find(weeks[^1], weeks[..^1].SelectMany(week => week))
                                .Any(one => one.Kind == PatternKind.SymbolPreference)
                    )
                ),
            ]
        );

        static MatchedRecommendation[][] Weeks(int run)
        {
            var random = new MersenneTwister(Seed + run);
            return
            [
                .. Enumerable
                    .Range(0, 12)
                    .Select(week =>
                        Enumerable
                            .Range(0, 30)
                            .Select(_ =>
                                SimulatedMatch.Of(
                                    random.NextDouble() < (week % 2 == 0 ? 0.3 : 0.6) ? MatchKind.Reject : MatchKind.Consent,
                                    s_monday.AddDays(7 * week),
                                    random.NextDouble() < (week % 2 == 0 ? 0.1 : 0.5) ? "TSLA" : $"S{random.Next(4)}"
                                )
                            )
                            .ToArray()
                    ),
            ];
        }
    }

    private static int FormerSymbols(MatchedRecommendation[] matches)
    {
        var (all, rejected) = (matches.Length, matches.Count(match => match.Kind == MatchKind.Reject));
        var tested = matches
            .GroupBy(match => match.Record.Symbol)
            .Where(group => group.Count() >= 3 && all - group.Count() >= 3)
            .Select(group => (N: group.Count(), Rejected: group.Count(match => match.Kind == MatchKind.Reject)))
            .Select(group =>
                FisherExact.TwoSided(
                    group.Rejected,
                    group.N - group.Rejected,
                    rejected - group.Rejected,
                    all - group.N - rejected + group.Rejected
                )
            );
        return BenjaminiHochberg.Adjust([.. tested]).Count(q => q <= 0.05);
    }

    /// <summary>Four weeks before a change and four after, ten recommendations a trading day; looked at each day, or once.</summary>
    private static ValidityRow RolledBack(string name, double change, double spread)
    {
        var made = new Implementation("v1", "v2", s_monday);
        return new ValidityRow(
            Section,
            name,
            change == 0 ? "≤ 5 %" : "",
            [
                ("two proportions, each day", Figures.Share(Runs, i => Daily(Desk(i)))),
                (
                    Service,
                    Figures.Share(
                        Runs,
                        i =>
                            Validation.Compare("expiration-shift.longer", made, Desk(i), s_monday.AddDays(Validation.Days)).Suggested
                            == ValidationOutcome.RolledBack
                    )
                ),
            ]
        );

        MatchedRecommendation[] Desk(int run)
        {
            var random = new MersenneTwister(Seed + run);
            return
            [
                .. Enumerable
                    .Range(-4, 8)
                    .SelectMany(week =>
                    {
                        var consent = Math.Clamp(
                            0.7 + (week < 0 ? 0 : change) + Normal.Sample(random, 0, spread == 0 ? 1e-9 : spread),
                            0.02,
                            0.98
                        );
                        return Enumerable
                            .Range(0, 50)
                            .Select(i =>
                                SimulatedMatch.Of(
                                    random.NextDouble() < consent ? MatchKind.Consent : MatchKind.Reject,
                                    s_monday.AddDays((7 * week) + (i / 10))
                                )
                            );
                    }),
            ];
        }

        static bool Daily(MatchedRecommendation[] matches)
        {
            var before = matches.Where(match => match.Record.Day < s_monday).ToArray();
            return Enumerable
                .Range(0, Validation.Days)
                .Select(day => matches.Where(match => match.Record.Day >= s_monday && match.Record.Day <= s_monday.AddDays(day)).ToArray())
                .Any(after =>
                    after.Length >= 10
                    && TwoProportions.OneSidedPValue(Consents(after), after.Length, Consents(before), before.Length) < 0.05
                );
        }

        static int Consents(MatchedRecommendation[] matches) => matches.Count(match => match.Kind == MatchKind.Consent);
    }

    private static double[] Changes(int run, int n, Func<MersenneTwister, double> change)
    {
        var random = new MersenneTwister(Seed + run);
        return [.. Enumerable.Range(0, n).Select(_ => Math.Round(change(random))).Select(days => days == 0 ? 1 : days)];
    }

    private static IEnumerable<Pattern> Modified(double[] days) =>
        PatternDetection
            .Find([.. days.Select(one => SimulatedMatch.Of(MatchKind.Modify, s_monday, days: (int)one))])
            .Where(pattern => pattern.Kind == PatternKind.ExpirationShift);

    private static bool IsHigh(Pattern pattern) => pattern.Confidence == PatternConfidence.High;
}
