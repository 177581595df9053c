using System.Collections.Immutable;
using System.Globalization;

namespace LearningActors.Trades;

/// <summary>Reviews a trade by rules: its R multiple, how far prices went against and for it, and how it ended.</summary>
public static class RuleReview
{
    /// <summary>The reviewer's name.</summary>
    public const string Name = "rules";

    private const decimal GoodR = 2;
    private const decimal LargestLossR = -1.2m;
    private const decimal KeptShare = 0.7m;
    private const decimal GivenBackShare = 0.3m;

    /// <summary>
    /// A win is a valid setup, a loss within the stop too; one that never moved in its favour is invalid, one without a stop or
    /// beyond it an edge case.
    /// </summary>
    public static TradeReview Of(Trade trade, DateTimeOffset now, string? fallbackReason = null, decimal costUsd = 0)
    {
        var (r, adverse, favourable) = (trade.RMultiple(), trade.AdverseExcursion(), trade.FavourableExcursion());
        var kept = favourable > 0 ? trade.Move() / favourable.Value : (decimal?)null;
        var (worked, failed, lessons) = (Points(), Points(), Points());
        if (trade.Pnl > 0)
            worked.Add(
                r is { } gain
                    ? Say($"It made {gain:0.00} times what it risked.")
                    : Say($"It moved {trade.Move():P2} in the trade's direction.")
            );
        else
            failed.Add(
                r is { } loss ? Say($"It lost {-loss:0.00} times what it risked.") : Say($"It moved {-trade.Move():P2} against the trade.")
            );
        if (trade.Pnl > 0 && kept >= KeptShare)
            worked.Add(Say($"It kept {kept:P0} of the best price."));
        if (kept < GivenBackShare && favourable > 0)
        {
            failed.Add(Say($"Of a favourable move of {favourable:P2} it kept {Math.Max(0, kept.Value):P0}."));
            lessons.Add("Take part of the profit earlier, or follow with the stop.");
        }

        if (r < LargestLossR)
        {
            failed.Add("The loss was larger than the stop allowed.");
            lessons.Add("Check why the stop was not honoured.");
        }

        if (trade.StopPrice is null)
            lessons.Add("Record the stop, so that the risk is known.");
        if (trade.Status is TradeStatus.Tp1Hit or TradeStatus.Tp2Hit or TradeStatus.Tp3Hit)
            worked.Add("It ended at a target.");
        if (trade is { Status: TradeStatus.Stopped, Pnl: <= 0 })
            worked.Add("The stop ended it.");
        return new TradeReview(
            trade.Id,
            Happened(trade, adverse, favourable),
            worked.ToImmutable(),
            failed.ToImmutable(),
            Validity(trade, r, favourable),
            Rating(trade, r, kept),
            lessons.ToImmutable(),
            Name,
            fallbackReason,
            now,
            costUsd
        );

        static ImmutableArray<string>.Builder Points() => ImmutableArray.CreateBuilder<string>();
    }

    private static SetupValidity Validity(Trade trade, decimal? r, decimal? favourable) =>
        r < LargestLossR ? SetupValidity.EdgeCase
        : trade.Pnl > 0 ? SetupValidity.Valid
        : favourable is { } best && best < Math.Abs(trade.Move()) / 10 ? SetupValidity.Invalid
        : trade.StopPrice is null ? SetupValidity.EdgeCase
        : SetupValidity.Valid;

    private static int Rating(Trade trade, decimal? r, decimal? kept) =>
        trade.Pnl > 0
            ? r >= GoodR || kept >= KeptShare
                ? 5
                : kept < GivenBackShare
                    ? 3
                    : 4
            : r < LargestLossR
                ? 1
                : trade.Status == TradeStatus.Stopped
                    ? 3
                    : 2;

    private static string Happened(Trade trade, decimal? adverse, decimal? favourable)
    {
        var text = string.Create(
            CultureInfo.InvariantCulture,
            $"A {(trade.Side == TradeSide.Long ? "long" : "short")} trade in {trade.Symbol} from {trade.EntryPrice} to "
                + $"{trade.ExitPrice} ({trade.Move():P2}) in {Duration(trade.ExitTime - trade.EntryTime)}, ended as "
                + $"{Ending(trade.Status)}; {trade.Pnl:0.########} {trade.Currency} after fees."
        );
        return adverse is { } against && favourable is { } inFavour
            ? text + Say($" On the way it was {against:P2} against and {inFavour:P2} in favour.")
            : text;
    }

    private static string Ending(TradeStatus status) =>
        status switch
        {
            TradeStatus.Stopped => "stopped",
            TradeStatus.Tp1Hit => "first target",
            TradeStatus.Tp2Hit => "second target",
            TradeStatus.Tp3Hit => "third target",
            _ => "closed",
        };

    private static string Duration(TimeSpan time) =>
        time.TotalHours < 1 ? Say($"{time.TotalMinutes:0} minutes")
        : time.TotalDays < 2 ? Say($"{time.TotalHours:0.0} hours")
        : Say($"{time.TotalDays:0.0} days");

    private static string Say(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
