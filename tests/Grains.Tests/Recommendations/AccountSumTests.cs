using FsCheck;
using FsCheck.Fluent;
using LearningActors.Recommendations;

namespace LearningActors.Tests.Recommendations;

/// <summary>Nothing counts twice and nothing is missing, whatever happens in an account.</summary>
public sealed class AccountSumTests
{
    private static readonly DateTimeOffset s_start = new(2021, 1, 4, 15, 0, 0, TimeSpan.Zero);
    private static readonly DateOnly s_expiration = new(2021, 3, 19);

    [Fact]
    public void TheCashOfAllExecutionsIsThatOfAllLots() =>
        Prop.ForAll(
                Histories(),
                history =>
                {
                    var positions = FifoPositions.Of(history);
                    var sum =
                        positions.Closed.Sum(lot => lot.Pnl)
                        + positions.Open.Sum(lot => lot.Cash)
                        + positions.Unmatched.Sum(one => one.Cash);
                    return (Math.Abs(sum - history.Sum(Cash)) < 0.000001m).Label($"{sum} of lots, {history.Sum(Cash)} of executions");
                }
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public void EachLotIsAttributedToOneMatchWhereEveryOpeningHasOne() =>
        Prop.ForAll(
                Histories(),
                history =>
                {
                    // Every third opening was recommended; exits were now and then recommended too.
                    var matches = history
                        .Where(execution => execution.IsTrade)
                        .Select((execution, i) => (execution, i))
                        .Where(one => one.execution.IsOpening || one.i % 4 == 0)
                        .Select(one => Record(one.execution, one.i % 3 == 0))
                        .ToArray();
                    var result = Outcomes.Of(
                        new OutcomeFacts(
                            [.. matches],
                            [],
                            [.. history],
                            [],
                            [],
                            matches.Select(match => match.Match.ExecutionId!).ToHashSet()
                        ),
                        new DateOnly(2021, 2, 1),
                        new OutcomeOptions()
                    );
                    var (attributed, made) = (result.Outcomes.Sum(one => one.AttributedPnl), result.Positions.Closed.Sum(lot => lot.Pnl));
                    return (Math.Abs(attributed - made) < 0.000001m).Label($"{attributed} attributed, {made} made");
                }
            )
            .QuickCheckThrowOnFailure();

    private static MatchRecord Record(Execution execution, bool isRecommended) =>
        new(
            Guid.NewGuid(),
            PacificDay.Of(execution.At),
            execution.Underlying,
            new Match(
                isRecommended ? $"r-{execution.Id}" : null,
                execution.Id,
                isRecommended ? MatchKind.Consent : MatchKind.Independent,
                null,
                null,
                null,
                null,
                []
            ),
            null,
            null,
            null,
            null,
            null,
            [],
            s_start
        );

    private static decimal Cash(Execution execution) =>
        (
            execution.Action switch
            {
                ExecutionAction.SellToOpen or ExecutionAction.SellToClose => 1,
                ExecutionAction.BuyToOpen or ExecutionAction.BuyToClose => -1,
                _ => 0,
            }
            * execution.Price
            * execution.Quantity
        ) - execution.Fees;

    private static Arbitrary<Execution[]> Histories() =>
        Gen.Choose(0, int.MaxValue - 1).Select(seed => new AccountHistory(new Random(seed)).Make()).ToArbitrary();

    /// <summary>
    /// What may happen: partial fills, partial closes, rolls, assignments with their shares and their sale, expirations, splits, closes
    /// of what was never opened.
    /// </summary>
    private sealed class AccountHistory(Random random)
    {
        private readonly Dictionary<string, decimal> _held = [];
        private readonly List<Execution> _all = [];
        private DateTimeOffset _at = s_start;
        private int _ids;

        internal Execution[] Make()
        {
            for (var i = random.Next(5, 60); i > 0; i--)
            {
                _at = _at.AddMinutes(random.Next(1, 300));
                var held = _held.Where(one => one.Value != 0).Select(one => one.Key).ToArray();
                var instrument = held.Length == 0 ? "" : held[random.Next(held.Length)];
                switch (random.Next(9))
                {
                    case 0 when held.Length > 0 && OccSymbol.Parse(instrument) is { } contract:
                        Assign(instrument, contract);
                        break;
                    case 1 when held.Length > 0:
                        Split(instrument);
                        break;
                    case 2 when held.Length > 0 && OccSymbol.Parse(instrument) is not null:
                        Add(instrument, ExecutionAction.Expired, Math.Abs(_held[instrument]), 0, ExecutionCause.OptionEnd);
                        _held[instrument] = 0;
                        break;
                    case 3:
                        // Opened before the record begins.
                        Add("OLD", ExecutionAction.SellToClose, random.Next(1, 50), 7);
                        break;
                    case 4 or 5 when held.Length > 0:
                        Close(instrument);
                        break;
                    default:
                        Open();
                        break;
                }
            }

            return [.. _all];
        }

        private void Open()
        {
            var instrument =
                random.Next(4) == 0 ? "XYZ" : Contract(random.Next(20, 24), random.Next(2) == 0 ? OptionRight.Put : OptionRight.Call);
            var held = _held.GetValueOrDefault(instrument);
            var isShort = held == 0 ? random.Next(2) == 0 : held < 0;
            for (var fill = random.Next(1, 4); fill > 0; fill--)
                Trade(instrument, isShort ? ExecutionAction.SellToOpen : ExecutionAction.BuyToOpen, random.Next(1, 5));
        }

        private void Close(string instrument)
        {
            var held = _held[instrument];
            var quantity = random.Next(3) == 0 ? Math.Abs(held) : Math.Min(Math.Abs(held), random.Next(1, 4));
            Trade(instrument, held < 0 ? ExecutionAction.BuyToClose : ExecutionAction.SellToClose, quantity);
        }

        private void Assign(string instrument, OptionContract contract)
        {
            var quantity = random.Next(1, (int)Math.Ceiling(Math.Abs(_held[instrument])) + 1);
            if (quantity > Math.Abs(_held[instrument]))
                return;
            var isShort = _held[instrument] < 0;
            Add(instrument, ExecutionAction.Assigned, quantity, 0, ExecutionCause.OptionEnd);
            _held[instrument] += isShort ? quantity : -quantity;
            var buys = isShort == (contract.Right == OptionRight.Put);
            var (shares, held) = (quantity * 100m, _held.GetValueOrDefault("XYZ"));
            var closing = buys ? Math.Min(shares, Math.Max(0, -held)) : Math.Min(shares, Math.Max(0, held));
            if (closing > 0)
                Add(
                    "XYZ",
                    buys ? ExecutionAction.BuyToClose : ExecutionAction.SellToClose,
                    closing,
                    contract.Strike,
                    ExecutionCause.Delivery
                );
            if (shares > closing)
                Add(
                    "XYZ",
                    buys ? ExecutionAction.BuyToOpen : ExecutionAction.SellToOpen,
                    shares - closing,
                    contract.Strike,
                    ExecutionCause.Delivery
                );
            _held["XYZ"] = held + (buys ? shares : -shares);
        }

        /// <summary>The position is closed and another one opened, at whatever the broker puts in for it.</summary>
        private void Split(string instrument)
        {
            var (held, price) = (_held[instrument], random.Next(0, 40));
            var to = OccSymbol.Parse(instrument) is { } contract
                ? Contract(contract.Strike * 2, contract.Right, $"XYZ{random.Next(1, 9)}")
                : $"{instrument}.N";
            if (_held.GetValueOrDefault(to) != 0)
                return;
            var (quantity, ratio) = (Math.Abs(held), random.Next(1, 5));
            Add(
                instrument,
                held < 0 ? ExecutionAction.BuyToClose : ExecutionAction.SellToClose,
                quantity,
                price * ratio,
                ExecutionCause.CorporateAction
            );
            Add(
                to,
                held < 0 ? ExecutionAction.SellToOpen : ExecutionAction.BuyToOpen,
                quantity * ratio,
                price,
                ExecutionCause.CorporateAction
            );
            _held[to] = held * ratio;
            _held[instrument] = 0;
        }

        private void Trade(string instrument, ExecutionAction action, decimal quantity)
        {
            Add(instrument, action, quantity, random.Next(1, 300));
            _held[instrument] =
                _held.GetValueOrDefault(instrument)
                + (action is ExecutionAction.BuyToOpen or ExecutionAction.BuyToClose ? quantity : -quantity);
        }

        private void Add(string instrument, ExecutionAction action, decimal quantity, decimal price, ExecutionCause? cause = null)
        {
            var execution = Execution.Of($"e{_ids++:0000}", _at, instrument, action, quantity, price, random.Next(0, 300) / 100m);
            _all.Add(
                execution with
                {
                    Cause = cause ?? execution.Cause,
                    Underlying = OccSymbol.Parse(instrument) is null ? instrument : "XYZ",
                }
            );
        }

        private static string Contract(decimal strike, OptionRight right, string root = "XYZ") =>
            OccSymbol.Of(new OptionContract(root, s_expiration, right, strike));
    }
}
