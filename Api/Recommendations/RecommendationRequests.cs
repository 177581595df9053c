using LearningActors.Http;

namespace LearningActors.Recommendations;

/// <summary>Reads recommendations and executions.</summary>
internal static class RecommendationRequests
{
    private const decimal Least = 0.0001m;
    private const decimal Most = 100_000_000m;

    internal static Recommendation? ReadRecommendation(FieldReader fields)
    {
        var id = Required(fields, "recommendation_id", 100, "the algorithm's id");
        var symbol = Required(fields, "symbol", 20, "the underlying");
        var given = Required(fields, "action", 20, "such as STO");
        var action = given is null ? null : Actions.FindRecommended(given);
        if (given is not null && action is null)
            fields.Fault("action", $"Expected one of {string.Join(", ", Actions.Recommended)}.");
        fields.Require("sent_at", "a time with its offset");
        var sentAt = fields.Time("sent_at");
        var (strike, expiration, right, premium) = (
            fields.Exact("strike", Least, Most),
            fields.Day("expiration"),
            fields.Choice<OptionRight>("option_right"),
            fields.Exact("premium", 0, Most)
        );
        var (account, type, version) = (
            fields.Text("account", 100),
            fields.Text("type", 60) ?? "recommendation",
            fields.Text("algorithm_version", 60)
        );
        return id is null || symbol is null || action is null || sentAt is null
            ? null
            : new Recommendation(
                id,
                sentAt.Value,
                symbol.ToUpperInvariant(),
                account,
                action.Value,
                strike,
                expiration,
                right,
                premium,
                type,
                version
            );
    }

    internal static Execution? ReadExecution(FieldReader fields)
    {
        var id = Required(fields, "execution_id", 200, "the broker's id");
        var instrument = Instrument(fields);
        fields.Require("executed_at", "a time with its offset");
        var at = fields.Time("executed_at");
        var action = Action(fields);
        fields.Require("quantity", "contracts or shares");
        var quantity = fields.Exact("quantity", Least, Most);
        var isTrade = action is not (ExecutionAction.Assigned or ExecutionAction.Expired);
        if (isTrade)
            fields.Require("price", "USD for a contract, or for a share");
        var price = fields.Exact("price", 0, Most);
        var (fees, account, recommendation) = (
            fields.Exact("fees", -Most, Most) ?? 0,
            fields.Text("account", 100),
            fields.Text("recommendation_id", 100)
        );
        return id is null || instrument is null || at is null || action is null || quantity is null || (isTrade && price is null)
            ? null
            : new Execution(id, at.Value, instrument, action.Value, quantity.Value, price ?? 0, fees, account, recommendation);
    }

    /// <summary>The OCC symbol as it is written, or a share's.</summary>
    private static string? Instrument(FieldReader fields)
    {
        var text = Required(fields, "instrument", 21, "the OCC symbol of an option, or the symbol of a share")?.Trim().ToUpperInvariant();
        if (text is null || text.Length <= 12)
            return text;
        if (OccSymbol.Parse(text) is { } contract)
            return OccSymbol.Of(contract);
        fields.Fault("instrument", $"'{text}' is no OCC symbol, such as 'PLTR  210115P00026000'.");
        return null;
    }

    private static ExecutionAction? Action(FieldReader fields)
    {
        var text = Required(fields, "action", 20, "STO, BTC, BTO, STC, assigned or expired");
        var action = text is null ? null : Actions.FindExecuted(text);
        if (text is not null && action is null)
            fields.Fault("action", "Expected STO, BTC, BTO, STC, assigned or expired.");
        return action;
    }

    private static string? Required(FieldReader fields, string field, int most, string what)
    {
        fields.Require(field, what);
        return fields.Text(field, most);
    }
}
