using System.Text.Json.Serialization;

namespace LearningActors.Recommendations;

/// <summary>What an algorithm recommends to do.</summary>
[GenerateSerializer, Alias("RecommendedAction")]
public enum RecommendedAction
{
    /// <summary>STO: sell to open a short position.</summary>
    [JsonStringEnumMemberName("STO")]
    SellToOpen,

    /// <summary>BTC: buy to close a short position.</summary>
    [JsonStringEnumMemberName("BTC")]
    BuyToClose,

    /// <summary>BTO: buy to open a long position.</summary>
    [JsonStringEnumMemberName("BTO")]
    BuyToOpen,

    /// <summary>STC: sell to close a long position.</summary>
    [JsonStringEnumMemberName("STC")]
    SellToClose,

    /// <summary>Nothing yet.</summary>
    [JsonStringEnumMemberName("WAIT")]
    Wait,

    /// <summary>Nothing: the position stays.</summary>
    [JsonStringEnumMemberName("HOLD")]
    Hold,

    /// <summary>Nothing: the position is to be looked at.</summary>
    [JsonStringEnumMemberName("MONITOR")]
    Monitor,
}

/// <summary>What was done.</summary>
[GenerateSerializer, Alias("ExecutionAction")]
public enum ExecutionAction
{
    /// <summary>STO: sold to open a short position.</summary>
    [JsonStringEnumMemberName("STO")]
    SellToOpen,

    /// <summary>BTC: bought to close a short position.</summary>
    [JsonStringEnumMemberName("BTC")]
    BuyToClose,

    /// <summary>BTO: bought to open a long position.</summary>
    [JsonStringEnumMemberName("BTO")]
    BuyToOpen,

    /// <summary>STC: sold to close a long position.</summary>
    [JsonStringEnumMemberName("STC")]
    SellToClose,

    /// <summary>The option was assigned, or exercised: it is gone, and shares change hands at the strike.</summary>
    [JsonStringEnumMemberName("assigned")]
    Assigned,

    /// <summary>The option expired worthless.</summary>
    [JsonStringEnumMemberName("expired")]
    Expired,
}

/// <summary>How algorithms, brokers and tables write actions: STO, BTC, WAIT, assigned. Upper and lower case are the same.</summary>
public static class Actions
{
    private static readonly (RecommendedAction Action, string Text)[] s_recommended =
    [
        (RecommendedAction.SellToOpen, "STO"),
        (RecommendedAction.BuyToClose, "BTC"),
        (RecommendedAction.BuyToOpen, "BTO"),
        (RecommendedAction.SellToClose, "STC"),
        (RecommendedAction.Wait, "WAIT"),
        (RecommendedAction.Hold, "HOLD"),
        (RecommendedAction.Monitor, "MONITOR"),
    ];

    private static readonly (ExecutionAction Action, string Text)[] s_executed =
    [
        (ExecutionAction.SellToOpen, "STO"),
        (ExecutionAction.BuyToClose, "BTC"),
        (ExecutionAction.BuyToOpen, "BTO"),
        (ExecutionAction.SellToClose, "STC"),
        (ExecutionAction.Assigned, "assigned"),
        (ExecutionAction.Expired, "expired"),
    ];

    /// <summary>What can be recommended, as text.</summary>
    public static IReadOnlyList<string> Recommended { get; } = [.. s_recommended.Select(one => one.Text)];

    /// <summary>What can be executed, as text.</summary>
    public static IReadOnlyList<string> Executed { get; } = [.. s_executed.Select(one => one.Text)];

    /// <summary>Such as <c>STO</c>.</summary>
    public static string Text(this RecommendedAction action) => s_recommended.Single(one => one.Action == action).Text;

    /// <summary>Such as <c>STO</c>.</summary>
    public static string Text(this ExecutionAction action) => s_executed.Single(one => one.Action == action).Text;

    /// <summary>The recommended action of a text; null where it is none.</summary>
    public static RecommendedAction? FindRecommended(string text) => Find(s_recommended, text);

    /// <summary>The executed action of a text; null where it is none.</summary>
    public static ExecutionAction? FindExecuted(string text) => Find(s_executed, text);

    /// <summary>What is executed where the recommendation is followed; null where there is nothing to execute.</summary>
    public static ExecutionAction? AsExecuted(this RecommendedAction action) =>
        action switch
        {
            RecommendedAction.SellToOpen => ExecutionAction.SellToOpen,
            RecommendedAction.BuyToClose => ExecutionAction.BuyToClose,
            RecommendedAction.BuyToOpen => ExecutionAction.BuyToOpen,
            RecommendedAction.SellToClose => ExecutionAction.SellToClose,
            _ => null,
        };

    private static T? Find<T>((T Action, string Text)[] actions, string text)
        where T : struct
    {
        foreach (var one in actions)
        {
            if (one.Text.Equals(text, StringComparison.OrdinalIgnoreCase))
                return one.Action;
        }

        return null;
    }
}
