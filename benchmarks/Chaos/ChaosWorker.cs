using System.Net;
using System.Text.Json.Nodes;
using LearningActors.Client;

namespace LearningActors.Benchmarks.Chaos;

/// <summary>Somebody who uses the service: an engine, a trader, a reader. What comes next follows from the seed.</summary>
internal sealed class ChaosWorker
{
    private static readonly string[] s_signals = ["BUY", "SELL", "HOLD"];
    private readonly ChaosWorld _world;
    private readonly string _name;
    private readonly Random _random;
    private readonly ChaosClient _client;
    private readonly ChaosDesk _desk;
    private readonly List<Guid> _explanations = [];
    private readonly List<string> _sessions = [];
    private int _count;

    internal ChaosWorker(ChaosWorld world, string name, int seed)
    {
        (_world, _name, _random) = (world, name, new Random(seed));
        _client = new ChaosClient(world.Nodes, world.Answers, seed);
        _desk = new ChaosDesk(world, _client, _random, name);
    }

    internal Task ActAsync() =>
        _random.Next(100) switch
        {
            < 8 => LogAsync(),
            < 16 => ExplainAsync(),
            < 46 => VoteAsync(),
            < 60 => ChangeVoteAsync(),
            < 70 => VotesAsync(),
            < 78 => _desk.TradeAsync(),
            < 88 => _desk.ExecuteAsync(),
            < 90 => WrongAsync(),
            _ => _client.ReadAsync(ChaosPages.Any(_random)),
        };

    private string Next(string kind) => $"{kind}-{_name}-{_count++}";

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
            _world.Log.Explanations.Sent(item.ExplanationId!.Value);
        // An engine that heard nothing sends again, and one that is careful sends twice.
        for (var again = _random.Next(10) == 0; ; again = false)
        {
            if (
                await _client.StoreAsync<LoggedExplanationInput[], ItemsResponse<LoggedExplanation>>("/api/explanations/log", items) is null
            )
                return;
            foreach (var item in items)
                _world.Log.Explanations.Received(item.ExplanationId!.Value);
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
                    _world.Log.GaveUpExplaining();
                return;
            }

            // Given without a record, it is asked for again with the same key until it has one.
            if (answer.ExplanationId is not { } id)
            {
                await Task.Delay(50);
                continue;
            }

            if (known is { } first && first != id)
                _world.Answers.Violate($"The Idempotency-Key {key} led to {first} and to {id}.");
            known = id;
            _world.Log.Explanations.Sent(id);
            _world.Log.Explanations.Received(id);
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
        _world.Log.Votes[session] = vote;
        await SendVoteAsync(session, vote);
        _sessions.Add(session);
    }

    private async Task ChangeVoteAsync()
    {
        if (_sessions.Count == 0)
            return;
        // Mostly a young one; sometimes of a day that is over.
        var at = _random.Next(2) == 0 ? _random.Next(_sessions.Count) : Math.Max(0, _sessions.Count - 1 - _random.Next(20));
        await SendVoteAsync(_sessions[at], _world.Log.Votes[_sessions[at]]);
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
                _world.Log.Votes[session] = vote;
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
                _world.Answers.Violate($"A vote of an array was refused with {result.Status}: {result.Error}");
            else
                votes[result.Index].Vote.Received(votes[result.Index].Value);
        }

        _sessions.AddRange(votes.Select(one => one.Session));
    }

    /// <summary>What is refused is refused, also in the middle of a fault.</summary>
    private async Task WrongAsync()
    {
        using var response = await _client.PostAsync($"/api/feedback/{NewId()}", new VoteInput { Helpful = true, Rating = 9 });
        if (response is not null && response.StatusCode != HttpStatusCode.BadRequest)
            _world.Answers.Violate($"{(int)response.StatusCode} for a rating of nine stars.");
    }
}
