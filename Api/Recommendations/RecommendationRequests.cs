using LearningActors.Http;

namespace LearningActors.Recommendations;

/// <summary>Reads recommendations and executions.</summary>
internal static class RecommendationRequests
{
    private const decimal Min = 0.0001m;
    private const decimal Max = 100_000_000m;
    private const int MaxShareSymbol = 12;
    private const int MaxFurtherLegs = 7;
    private static readonly TextField s_recommendation = new("recommendation_id", "the algorithm's id", 100) { IsRequired = true };
    private static readonly TimeField s_sentAt = new("sent_at", "when it was sent, with its offset") { IsRequired = true };
    private static readonly TextField s_symbol = new("symbol", "the underlying", 20) { IsRequired = true };
    private static readonly ChoiceField<RecommendedAction> s_action = new(
        "action",
        "what to do",
        [.. Enum.GetValues<RecommendedAction>().Select(action => (action.Text(), action))]
    )
    {
        IsRequired = true,
        IgnoresCase = true,
    };
    private static readonly ExactField s_strike = new("strike", "USD for a share", Min, Max);
    private static readonly DayField s_expiration = new("expiration", "the last trading day");
    private static readonly ChoiceField<OptionRight> s_right = new("option_right", "call or put");
    private static readonly ExactField s_premium = new("premium", "USD for a contract", 0, Max);
    private static readonly TextField s_account = new("account", "the account; any where it is not given", 100);
    private static readonly TextField s_type = new("type", "the algorithm's kind of recommendation, such as new_position or alert", 60)
    {
        Default = "recommendation",
    };
    private static readonly TextField s_version = new("algorithm_version", "the algorithm's version", 60);
    private static readonly TextField s_execution = new("execution_id", "the broker's id", 200) { IsRequired = true };
    private static readonly TimeField s_executedAt = new("executed_at", "when it was executed, with its offset") { IsRequired = true };
    private static readonly TextField s_instrument = new(
        "instrument",
        "the OCC symbol of an option on shares, the symbol of a share, or the broker's symbol of anything else",
        40
    )
    {
        IsRequired = true,
    };
    private static readonly ChoiceField<ExecutionAction> s_executed = new(
        "action",
        "what was done",
        [.. Enum.GetValues<ExecutionAction>().Select(action => (action.Text(), action))]
    )
    {
        IsRequired = true,
        IgnoresCase = true,
    };
    private static readonly ExactField s_quantity = new("quantity", "contracts or shares", Min, Max) { IsRequired = true };
    private static readonly ExactField s_price = new(
        "price",
        "for a contract with its multiplier, a share or a coin; not needed for what was assigned or expired",
        0,
        Max
    );
    private static readonly ExactField s_fees = new("fees", "commissions included", -Max, Max) { Default = 0 };
    private static readonly TextField s_followed = new("recommendation_id", "the recommendation that it follows, where that is known", 100);
    private static readonly ChoiceField<ExecutionCause> s_cause = new(
        "cause",
        "why the position moved: trade unless it was assigned or expired; only a trade can follow a recommendation"
    );
    private static readonly ChoiceField<InstrumentKind> s_kind = new(
        "instrument_kind",
        "what is held: option for an OCC symbol, otherwise share, where it is not given"
    );
    private static readonly TextField s_underlying = new(
        "underlying",
        "what an option is on; the root of its OCC symbol where it is not given",
        20
    );
    private static readonly TextField s_order = new("order_id", "the broker's order number: all its fills are one order", 100);
    private static readonly ExactField s_multiplier = new(
        "multiplier",
        "units of the underlying in a contract: 100 for an option, otherwise 1, where it is not given",
        Min,
        Max
    );
    private static readonly TextField s_currency = new("currency", "ISO 4217, or the coin in which it was paid", 10)
    {
        Default = Recommendations.Execution.UsualCurrency,
    };

    private static readonly BodySchema s_leg = new("RecommendedLeg", s_action, s_strike, s_expiration, s_right);
    private static readonly ArrayField s_legs = new(
        "further_legs",
        "the legs beside the one that the fields here are: of a spread, a roll or a covered call",
        s_leg,
        MaxFurtherLegs
    );
    private static readonly TextField s_priced = new("instrument", "the OCC symbol of an option, or the symbol of a share or index", 40)
    {
        IsRequired = true,
    };
    private static readonly DayField s_day = new("day", "the trading day") { IsRequired = true };
    private static readonly ExactField s_bid = new("bid", "for a contract with its multiplier, or a share", 0, Max);
    private static readonly ExactField s_ask = new("ask", "for a contract with its multiplier, or a share", 0, Max);
    private static readonly ExactField s_last = new("last", "the last trade, for a contract with its multiplier, or a share", 0, Max);
    private static readonly ExactField s_closed = new(
        "close",
        "the official close, for a contract with its multiplier, or a share",
        0,
        Max
    );
    private static readonly TextField s_source = new("source", "who says so", 60) { IsRequired = true };

    internal static BodySchema Price { get; } = new("Price", s_priced, s_day, s_bid, s_ask, s_last, s_closed, s_source);

    internal static BodySchema Recommendation { get; } =
        new(
            "Recommendation",
            s_recommendation,
            s_sentAt,
            s_symbol,
            s_action,
            s_strike,
            s_expiration,
            s_right,
            s_premium,
            s_type,
            s_version,
            s_account,
            s_legs
        );

    internal static BodySchema Execution { get; } =
        new(
            "Execution",
            s_execution,
            s_executedAt,
            s_instrument,
            s_executed,
            s_quantity,
            s_price,
            s_fees,
            s_account,
            s_followed,
            s_cause,
            s_kind,
            s_underlying,
            s_order,
            s_multiplier,
            s_currency
        );

    internal static Recommendation? ReadRecommendation(FieldReader fields)
    {
        var (id, symbol, action, sentAt) = (
            fields.Read(s_recommendation),
            fields.Read(s_symbol),
            fields.Read(s_action),
            fields.Read(s_sentAt)
        );
        var (strike, expiration, right, premium) = (
            fields.Read(s_strike),
            fields.Read(s_expiration),
            fields.Read(s_right),
            fields.Read(s_premium)
        );
        var (account, type, version) = (fields.Read(s_account), fields.Read(s_type) ?? "recommendation", fields.Read(s_version));
        var legs = fields.Read(s_legs, ReadLeg);
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
                version,
                legs
            );
    }

    internal static DailyPrice? ReadPrice(FieldReader fields)
    {
        var (instrument, day, source) = (fields.Read(s_priced)?.Trim().ToUpperInvariant(), fields.Read(s_day), fields.Read(s_source));
        var (bid, ask, last, close) = (fields.Read(s_bid), fields.Read(s_ask), fields.Read(s_last), fields.Read(s_closed));
        if (bid is null && ask is null && last is null && close is null)
            fields.Fault(s_closed.Name, "One of bid and ask, last or close is required.");
        else if (bid > ask)
            fields.Fault(s_bid.Name, "The bid is above the ask.");
        else if ((bid is null || ask is null) && last is null && close is null)
            fields.Fault(bid is null ? s_bid.Name : s_ask.Name, "Required where neither last nor close is given.");
        return instrument is null || day is null || source is null
            ? null
            : new DailyPrice(
                OccSymbol.Parse(instrument) is { } contract ? OccSymbol.Of(contract) : instrument,
                day.Value,
                bid,
                ask,
                last,
                close,
                source
            );
    }

    private static RecommendedLeg? ReadLeg(FieldReader fields)
    {
        var (action, strike, expiration, right) = (
            fields.Read(s_action),
            fields.Read(s_strike),
            fields.Read(s_expiration),
            fields.Read(s_right)
        );
        if (action is { } given && given.AsExecuted() is null)
            fields.Fault(s_action.Name, "A leg is something to execute: STO, BTC, BTO or STC.");
        return action is null ? null : new RecommendedLeg(action.Value, strike, expiration, right);
    }

    internal static Execution? ReadExecution(FieldReader fields)
    {
        var kind = fields.Read(s_kind);
        var (id, instrument, at, action, quantity) = (
            fields.Read(s_execution),
            Instrument(fields, ref kind),
            fields.Read(s_executedAt),
            fields.Read(s_executed),
            fields.Read(s_quantity)
        );
        var ends = action is { } done && Recommendations.Execution.EndsOption(done);
        if (action is not null && !ends)
            fields.Require(s_price.Name, s_price.What);
        var (price, fees, account, recommendation) = (
            fields.Read(s_price),
            fields.Read(s_fees) ?? 0,
            fields.Read(s_account),
            fields.Read(s_followed)
        );
        var (cause, underlying, order) = (fields.Read(s_cause), fields.Read(s_underlying)?.ToUpperInvariant(), fields.Read(s_order));
        var (multiplier, currency) = (fields.Read(s_multiplier), fields.Read(s_currency)?.ToUpperInvariant());
        if (ends && cause is not (null or ExecutionCause.OptionEnd or ExecutionCause.CashSettlement))
            fields.Fault(s_cause.Name, "What was assigned or expired has the cause option_end or cash_settlement.");
        if (id is null || instrument is null || at is null || action is null || quantity is null || (!ends && price is null))
            return null;
        var execution = Recommendations.Execution.Of(
            id,
            at.Value,
            instrument,
            action.Value,
            quantity.Value,
            price ?? 0,
            fees,
            account,
            recommendation
        );
        return execution with
        {
            Cause = cause ?? execution.Cause,
            Kind = kind ?? execution.Kind,
            Underlying = underlying ?? execution.Underlying,
            OrderId = order,
            Multiplier = multiplier ?? execution.Multiplier,
            Currency = currency ?? execution.Currency,
        };
    }

    /// <summary>The OCC symbol as it is written, or another symbol; and its kind where it was not given.</summary>
    private static string? Instrument(FieldReader fields, ref InstrumentKind? kind)
    {
        var text = fields.Read(s_instrument)?.Trim().ToUpperInvariant();
        if (text is null || kind is not (null or InstrumentKind.Share or InstrumentKind.Option))
            return text;
        if (kind != InstrumentKind.Share && OccSymbol.Parse(text) is { } contract)
        {
            kind = InstrumentKind.Option;
            return OccSymbol.Of(contract);
        }

        if (kind != InstrumentKind.Option && text.Length <= MaxShareSymbol)
        {
            kind = InstrumentKind.Share;
            return text;
        }

        fields.Fault(s_instrument.Name, $"'{text}' is no OCC symbol, such as 'PLTR  210115P00026000'.");
        return null;
    }
}
