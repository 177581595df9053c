using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using LearningActors.Client;

namespace LearningActors.Benchmarks.Chaos;

/// <summary>Engines, traders and readers that use the service at once, with everything that they send written down.</summary>
internal sealed class ChaosLoad
{
    internal const string Rule = "pullback";
    private const int Workers = 10;
    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(4);
    private readonly ChaosWorld _world;
    private readonly string _name;
    private readonly List<Task> _workers;
    private TaskCompletionSource _go = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private TaskCompletionSource _resting = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile bool _isPaused = true;
    private volatile bool _isOver;
    private int _atRest;

    /// <summary>Workers that wait until they may go on.</summary>
    internal ChaosLoad(ChaosWorld world, string name, int seed)
    {
        (_world, _name) = (world, name);
        _workers = [.. Enumerable.Range(0, Workers).Select(worker => Task.Run(() => WorkAsync(worker, seed + worker)))];
    }

    internal void Resume()
    {
        (_resting, _atRest, _isPaused) = (new(TaskCreationOptions.RunContinuationsAsynchronously), 0, false);
        var go = _go;
        _go = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        go.SetResult();
    }

    /// <summary>Waits until each worker has the answer to what it sent, or has given it up.</summary>
    internal Task PauseAsync()
    {
        _isPaused = true;
        return Task.WhenAny(_resting.Task, Task.WhenAll(_workers)).Unwrap();
    }

    /// <summary>Waits for so many more acknowledged facts.</summary>
    internal async Task MoreAsync(int facts, TimeSpan within)
    {
        var (target, began) = (_world.Log.Acknowledged + facts, DateTime.UtcNow);
        while (_world.Log.Acknowledged < target && DateTime.UtcNow - began < within)
            await Task.Delay(20);
    }

    /// <summary>Ends the workers, who are at rest.</summary>
    internal Task EndAsync()
    {
        (_isOver, _isPaused) = (true, false);
        _go.TrySetResult();
        return Task.WhenAll(_workers);
    }

    private async Task WorkAsync(int worker, int seed)
    {
        var person = new ChaosWorker(_world, $"{_name}-{worker}", seed);
        while (true)
        {
            if (_isPaused)
            {
                var go = _go.Task;
                if (Interlocked.Increment(ref _atRest) == Workers)
                    _resting.TrySetResult();
                await go;
                if (_isOver)
                    return;
            }

            try
            {
                await person.ActAsync();
            }
            catch (Exception exception) when (exception is not OutOfMemoryException)
            {
                // A worker that ended would never come to rest.
                _world.Answers.Violate($"A client failed: {exception}");
            }

            await Task.Delay(s_pause);
        }
    }
}

/// <summary>One of them: what it does next follows from its seed.</summary>
internal sealed class ChaosWorker(ChaosWorld world, string name, int seed)
{
    private static readonly string[] s_signals = ["BUY", "SELL", "HOLD"];
    private readonly Random _random = new(seed);
    private readonly ChaosClient _client = new(world.Nodes, world.Answers, seed);
    private readonly List<Guid> _explanations = [];
    private readonly List<string> _sessions = [];
    private int _count;

    internal Task ActAsync() =>
        _random.Next(100) switch
        {
            < 8 => LogAsync(),
            < 16 => ExplainAsync(),
            < 46 => VoteAsync(),
            < 60 => ChangeVoteAsync(),
            < 70 => VotesAsync(),
            < 78 => TradesAsync(),
            < 88 => ExecutionsAsync(),
            < 90 => WrongAsync(),
            _ => _client.ReadAsync(ChaosPages.Any(_random)),
        };

    private string Next(string kind) => $"{kind}-{name}-{_count++}";

    private string Ticker() => ChaosPages.Ticker(_random);

    private async Task LogAsync()
    {
        var items = Enumerable
            .Range(0, 1 + _random.Next(20))
            .Select(_ => new LoggedExplanationInput
            {
                ExplanationId = NewId(),
                Ticker = Ticker(),
                Signal = s_signals[_random.Next(3)],
                Confidence = 0.5,
                Explanation = "RSI is low.",
                CostUsd = 0.0001m * _random.Next(10),
                LatencyMs = _random.Next(500),
            })
            .ToArray();
        foreach (var item in items)
            world.Log.Explanations.Sent(item.ExplanationId!.Value);
        // An engine that heard nothing sends again, and one that is careful sends twice.
        for (var again = _random.Next(10) == 0; ; again = false)
        {
            if (
                await _client.StoreAsync<LoggedExplanationInput[], ItemsResponse<LoggedExplanation>>("/api/explanations/log", items) is null
            )
                return;
            foreach (var item in items)
                world.Log.Explanations.Received(item.ExplanationId!.Value);
            if (!again)
                break;
        }

        _explanations.AddRange(items.Select(item => item.ExplanationId!.Value));
    }

    /// <summary>A version 7 id of this worker's own random numbers.</summary>
    private Guid NewId()
    {
        Span<byte> bytes = stackalloc byte[16];
        _random.NextBytes(bytes);
        (bytes[6], bytes[8]) = ((byte)(0x70 | (bytes[6] & 0x0f)), (byte)(0x80 | (bytes[8] & 0x3f)));
        return new Guid(bytes, bigEndian: true);
    }

    private async Task ExplainAsync()
    {
        var (key, signal) = (
            Next("key"),
            new SignalToExplainInput
            {
                Ticker = Ticker(),
                Signal = s_signals[_random.Next(3)],
                Confidence = _random.NextDouble(),
                Indicators = new Dictionary<string, JsonNode?> { ["rsi"] = 28.5 },
            }
        );
        Guid? known = null;
        for (var times = _random.Next(4) == 0 ? 2 : 1; times > 0; )
        {
            var answer = await _client.StoreAsync<SignalToExplainInput, ExplanationResponse>("/api/explanations", signal, key);
            if (answer is null)
            {
                if (known is null)
                    world.Log.GaveUpExplaining();
                return;
            }

            // Given without a record, it is asked for again with the same key until it has one.
            if (answer.ExplanationId is not { } id)
            {
                await Task.Delay(50);
                continue;
            }

            if (known is { } first && first != id)
                world.Answers.Violate($"The Idempotency-Key {key} led to {first} and to {id}.");
            known = id;
            world.Log.Explanations.Sent(id);
            world.Log.Explanations.Received(id);
            times--;
        }

        _explanations.Add(known!.Value);
    }

    private async Task VoteAsync()
    {
        if (_explanations.Count == 0)
        {
            await LogAsync();
            return;
        }

        var (session, vote) = (Next("s"), new SentVote(AnyExplanation()));
        world.Log.Votes[session] = vote;
        await SendVoteAsync(session, vote);
        _sessions.Add(session);
    }

    private async Task ChangeVoteAsync()
    {
        if (_sessions.Count == 0)
            return;
        // Mostly a young one; sometimes of a day that is over.
        var at = _random.Next(2) == 0 ? _random.Next(_sessions.Count) : Math.Max(0, _sessions.Count - 1 - _random.Next(20));
        await SendVoteAsync(_sessions[at], world.Log.Votes[_sessions[at]]);
    }

    private Guid AnyExplanation() =>
        _explanations[_random.Next(3) == 0 ? _random.Next(_explanations.Count) : Math.Max(0, _explanations.Count - 1 - _random.Next(50))];

    private VoteValue Value(SentVote vote)
    {
        var value = new VoteValue(_random.Next(2) == 0, 1 + _random.Next(5), vote.Changes);
        vote.Sent(value);
        return value;
    }

    private async Task SendVoteAsync(string session, SentVote vote)
    {
        var value = Value(vote);
        var input = new VoteInput
        {
            Helpful = value.Helpful,
            Rating = value.Rating,
            Comment = FactCheck.Comment(session, value),
            Session = session,
        };
        if (await _client.StoreAsync<VoteInput, ReceivedResponse>($"/api/feedback/{vote.Explanation}", input) is not null)
            vote.Received(value);
    }

    private async Task VotesAsync()
    {
        if (_explanations.Count == 0)
            return;
        var votes = Enumerable
            .Range(0, 2 + _random.Next(30))
            .Select(_ =>
            {
                var (session, vote) = (Next("s"), new SentVote(AnyExplanation()));
                world.Log.Votes[session] = vote;
                return (Session: session, Vote: vote, Value: Value(vote));
            })
            .ToArray();
        var input = votes.Select(one => new VoteOnExplanationInput
        {
            ExplanationId = one.Vote.Explanation,
            Helpful = one.Value.Helpful,
            Rating = one.Value.Rating,
            Comment = FactCheck.Comment(one.Session, one.Value),
            Session = one.Session,
        });
        var answer = await _client.StoreAsync<VoteOnExplanationInput[], ReceivedManyResponse>("/api/feedback", [.. input]);
        if (answer is null)
            return;
        foreach (var result in answer.Results)
        {
            if (!result.Received)
                world.Answers.Violate($"A vote of an array was refused with {result.Status}: {result.Error}");
            else
                votes[result.Index].Vote.Received(votes[result.Index].Value);
        }

        _sessions.AddRange(votes.Select(one => one.Session));
    }

    private async Task TradesAsync()
    {
        var now = world.Now;
        var trades = Enumerable
            .Range(0, 1 + _random.Next(5))
            .Select(_ => new TradeInput
            {
                TradeId = Next("t"),
                StrategyRule = ChaosLoad.Rule,
                Symbol = Ticker(),
                Side = _random.Next(2) == 0 ? "long" : "short",
                SetupType = _random.Next(2) == 0 ? "pullback" : "breakout",
                EntryTime = now.AddHours(-2),
                ExitTime = now.AddHours(-1),
                EntryPrice = 100,
                ExitPrice = 95 + _random.Next(11),
                Quantity = 1,
            })
            .ToArray();
        foreach (var trade in trades)
            world.Log.Trades.Sent(trade.TradeId);
        if (await _client.StoreAsync<TradeInput[], ItemsResponse<RecordedTrade>>("/api/trades", trades) is null)
            return;
        foreach (var trade in trades)
            world.Log.Trades.Received(trade.TradeId);
    }

    /// <summary>Recommendations, and what was executed of them: most as given, some with another strike, some not at all.</summary>
    private async Task ExecutionsAsync()
    {
        var now = world.Now;
        var expiration = DateOnly.FromDateTime(now.UtcDateTime).AddDays(14);
        var recommendations = Enumerable
            .Range(0, 1 + _random.Next(4))
            .Select(_ => new RecommendationInput
            {
                RecommendationId = Next("r"),
                SentAt = now.AddMinutes(-30),
                Symbol = Ticker(),
                Action = "STO",
                Strike = 50 + _random.Next(20),
                Expiration = expiration,
                OptionRight = "put",
                Premium = 100,
                Account = "main",
            })
            .ToArray();
        foreach (var one in recommendations)
            world.Log.Recommendations.Sent(one.RecommendationId);
        const string path = "/api/v1/strategies/learning";
        if (
            await _client.StoreAsync<RecommendationInput[], ItemsResponse<RecordedRecommendation>>(
                $"{path}/recommendations",
                recommendations
            )
            is null
        )
            return;
        foreach (var one in recommendations)
            world.Log.Recommendations.Received(one.RecommendationId);
        var executions = recommendations
            .Where(_ => _random.Next(5) > 0)
            .SelectMany(one => Executed(one, now, one.Strike!.Value + (_random.Next(5) == 0 ? 1 : 0), expiration))
            .ToArray();
        if (executions.Length == 0)
            return;
        foreach (var one in executions)
            world.Log.Executions.Sent(one.ExecutionId);
        if (await _client.StoreAsync<ExecutionInput[], ItemsResponse<RecordedExecution>>($"{path}/executions", executions) is null)
            return;
        foreach (var one in executions)
            world.Log.Executions.Received(one.ExecutionId);
    }

    private IEnumerable<ExecutionInput> Executed(RecommendationInput recommended, DateTimeOffset now, decimal strike, DateOnly expiration)
    {
        var opening = new ExecutionInput
        {
            ExecutionId = Next("x"),
            ExecutedAt = now.AddMinutes(-20),
            Instrument = string.Create(
                CultureInfo.InvariantCulture,
                $"{recommended.Symbol, -6}{expiration:yyMMdd}P{(int)(strike * 1000):00000000}"
            ),
            Action = "STO",
            Quantity = 1 + _random.Next(3),
            Price = 90 + _random.Next(20),
            Fees = 1.15m,
            Account = "main",
        };
        yield return opening;
        if (_random.Next(2) == 0)
            yield return opening with
            {
                ExecutionId = Next("x"),
                ExecutedAt = now.AddMinutes(-10),
                Action = "BTC",
                Price = 60 + _random.Next(60),
            };
    }

    /// <summary>What is refused is refused, also in the middle of a fault.</summary>
    private async Task WrongAsync()
    {
        using var response = await _client.PostAsync($"/api/feedback/{NewId()}", new VoteInput { Helpful = true, Rating = 9 });
        if (response is not null && response.StatusCode != HttpStatusCode.BadRequest)
            world.Answers.Violate($"{(int)response.StatusCode} for a rating of nine stars.");
    }
}
