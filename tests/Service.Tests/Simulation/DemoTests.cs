using LearningActors.Simulation;
using Spectre.Console;

namespace LearningActors.Tests.Simulation;

/// <summary>Eight weeks of a simulated desk: what the service comes to believe is what is true.</summary>
public sealed class DemoTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("learningactors-demo-").FullName;

    /// <inheritdoc />
    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Fact]
    public async Task EightWeeksLeadToBetterPromptsAndTheBadPromotionIsTakenBack()
    {
        File.SetUnixFileMode(_root, (UnixFileMode)0b111_101_101);
        var words = new StringWriter();
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.No, Out = new AnsiConsoleOutput(words) });
        console.Profile.Width = 160;
        var (beliefs, journal, divergence) = await new DemoCommand(
            Path.Combine(_root, "demo"),
            new Uri($"http://127.0.0.1:{LoopbackPort.Free()}"),
            console
        ).RunAsync(8);

        Assert.Equal(["BUY", "SELL", "HOLD"], beliefs.Select(belief => belief.Signal));
        Assert.All(
            beliefs,
            belief =>
            {
                Assert.True(belief.TrueShare >= 0.75, $"{belief.Signal}: {belief.Champion} is truly at {belief.TrueShare}.\n{words}");
                Assert.InRange(belief.Believed, belief.TrueShare - 0.08, belief.TrueShare + 0.08);
                Assert.True(belief.Experiments.Count >= 1, words.ToString());
                // A promotion may be of an equal, one in twenty times; never of what is clearly worse.
                Assert.All(belief.Moves, move => Assert.True(move.TrueShare > move.TrueFormerShare - 0.05, words.ToString()));
            }
        );
        Assert.True(beliefs[1].Moves.Any(move => move.Kind == "automatic_rollback" && move.IsRight), words.ToString());
        Assert.Contains("believed", words.ToString());

        // The patterns that were planted among the trades are known, and nothing else is.
        Assert.All(
            journal.Patterns,
            pattern =>
                Assert.True(pattern.Confidence > 0.8 && Math.Abs(pattern.Believed!.Value - pattern.TrueShare) < 0.12, $"{pattern}\n{words}")
        );
        Assert.All(
            journal.Patterns,
            pattern => Assert.InRange(pattern.TrueShare, pattern.Expected!.Lower!.Value, pattern.Expected.Upper!.Value)
        );
        Assert.Empty(journal.Others);
        Assert.Equal(["breakout", "pullback", "reversal"], journal.Rules.Select(rule => rule.Rule).Order());
        Assert.True(journal.RefusedClaims >= 8, words.ToString());

        // Of every recommendation the service knows what was done; the divergences that were planted are proposed as changes, and the one
        // that was made is kept.
        Assert.Equal(["v3", "v4"], divergence.Versions.Select(version => version.Version));
        Assert.All(
            divergence.Versions,
            version => Assert.True((version.Consent, version.N) == (version.TrueConsent, version.TrueN), words.ToString())
        );
        Assert.All(
            divergence.Patterns,
            pattern => Assert.True(pattern.Believed is { } believed && Math.Abs(believed - pattern.True) < 0.15, $"{pattern}\n{words}")
        );
        Assert.Equal(("kept", "Increase default DTE by 7 days"), (divergence.Patterns[0].Status, divergence.Patterns[0].Proposal));
        Assert.True(divergence.Others.Count <= 2 && divergence.Weeks == 8, words.ToString());

        // What was not taken as given is known from the prices of the market, as it truly would have been; an exit is no independent
        // order, and the sum over all matches is what the positions truly made.
        var (known, right, n) = divergence.Counterfactuals;
        Assert.True(n > 100 && known == n && right == n, words.ToString());
        Assert.True(divergence.Independent.Believed == divergence.Independent.True, words.ToString());
        Assert.True(divergence.Net.Believed == divergence.Net.True, words.ToString());
    }
}
