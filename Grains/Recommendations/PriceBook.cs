namespace LearningActors.Recommendations;

/// <summary>A price that is known.</summary>
/// <param name="Value">For a contract with its multiplier, or a share.</param>
/// <param name="Source">Who says so.</param>
/// <param name="On">The day.</param>
internal readonly record struct KnownPrice(decimal Value, string Source, DateOnly On);

/// <summary>The prices that somebody published, and those at which somebody traded.</summary>
internal sealed class PriceBook
{
    /// <summary>The source of prices at which somebody traded.</summary>
    internal const string Executions = "executions";

    private readonly ILookup<(string, DateOnly), DailyPrice> _published;
    private readonly ILookup<string, Execution> _exits;

    /// <param name="prices">Published, the newest first.</param>
    /// <param name="executions">Whatever is known of the instruments, of any account.</param>
    /// <param name="through">Later prices are not known yet.</param>
    internal PriceBook(IEnumerable<DailyPrice> prices, IEnumerable<Execution> executions, DateOnly through)
    {
        _published = prices
            .Where(price => price.Day <= through && price.Value is not null)
            .ToLookup(price => (price.Instrument, price.Day));
        _exits = executions
            .Where(execution =>
                execution is { Action: ExecutionAction.BuyToClose or ExecutionAction.SellToClose, IsTrade: true }
                || execution.Action == ExecutionAction.Expired
            )
            .DistinctBy(execution => execution.Id)
            .OrderBy(execution => execution.At)
            .ToLookup(execution => execution.Instrument);
    }

    /// <summary>Published for a day, or else the last at which somebody traded out of it on that day.</summary>
    internal KnownPrice? On(string instrument, DateOnly day)
    {
        if (_published[(instrument, day)].FirstOrDefault() is { } price)
            return new KnownPrice(price.Value!.Value, price.Source, day);
        return _exits[instrument].LastOrDefault(exit => PacificDay.Of(exit.At) == day) is { } exit
            ? new KnownPrice(exit.Price, Executions, day)
            : null;
    }

    /// <summary>The first at which anybody left it after an instant.</summary>
    internal KnownPrice? FirstExit(string instrument, DateTimeOffset after) =>
        _exits[instrument].FirstOrDefault(exit => exit.At >= after) is { } exit
            ? new KnownPrice(exit.Price, Executions, PacificDay.Of(exit.At))
            : null;

    /// <summary>What an option was worth at its expiration: nothing if it expired, or what it was in the money.</summary>
    internal KnownPrice? AtExpiration(OptionContract contract, string underlying, decimal multiplier)
    {
        var instrument = OccSymbol.Of(contract);
        if (_exits[instrument].FirstOrDefault(exit => exit.Action == ExecutionAction.Expired) is { } expired)
            return new KnownPrice(0, Executions, PacificDay.Of(expired.At));
        if (_published[(underlying, contract.Expiration)].FirstOrDefault() is { } close)
        {
            var inTheMoney =
                contract.Right == OptionRight.Call ? close.Value!.Value - contract.Strike : contract.Strike - close.Value!.Value;
            return new KnownPrice(Math.Max(0, inTheMoney) * multiplier, close.Source, contract.Expiration);
        }

        return _published[(instrument, contract.Expiration)].FirstOrDefault() is { } last
            ? new KnownPrice(last.Value!.Value, last.Source, contract.Expiration)
            : null;
    }
}
