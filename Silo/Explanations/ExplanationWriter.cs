using LearningActors.Ledger;
using Npgsql;
using NpgsqlTypes;

namespace LearningActors.Explanations;

/// <summary>Writes explanations; those whose id is known stay as they are.</summary>
public sealed class ExplanationWriter : IBatchWriter<Explanation, LogOutcome>
{
    private const string Write = """
        INSERT INTO llm_explanations (
            id, ticker, signal, confidence, indicators, explanation, factors, sentiment, prompt_version, model_used, source,
            generated_at, day, cached, fallback, fallback_reason, latency_ms, prompt_tokens, completion_tokens, cost_usd, user_session,
            received_at, unit)
        SELECT id, ticker, signal, confidence, indicators::jsonb, explanation, factors::jsonb, sentiment, prompt_version, model_used,
            source,
               generated_at, (generated_at AT TIME ZONE 'UTC')::date, cached, fallback_reason IS NOT NULL, fallback_reason,
               latency_ms, prompt_tokens, completion_tokens, cost_usd, user_session, received_at, unit
        FROM unnest($1::uuid[], $2::text[], $3::text[], $4::double precision[], $5::text[], $6::text[], $7::text[], $8::text[], $9::text[],
                    $10::text[], $11::text[], $12::timestamptz[], $13::boolean[], $14::text[], $15::integer[], $16::integer[],
                    $17::integer[], $18::numeric[], $19::uuid[], $20::timestamptz[],
                    $21::uuid[])
            AS e(id, ticker, signal, confidence, indicators, explanation, factors, sentiment, prompt_version,
                 model_used, source, generated_at, cached, fallback_reason, latency_ms, prompt_tokens, completion_tokens, cost_usd,
                 user_session, received_at, unit)
        ON CONFLICT (id) DO NOTHING
        RETURNING id
        """;

    private static readonly LogOutcome s_stored = new(LogStatus.Stored);
    private static readonly LogOutcome s_duplicate = new(LogStatus.Duplicate);

    /// <inheritdoc />
    public string Fact => "explanations";

    /// <inheritdoc />
    public Guid KeyOf(Explanation fact) => fact.Id;

    /// <inheritdoc />
    public LogOutcome Rejected(string reason) => new(LogStatus.Rejected, reason);

    /// <inheritdoc />
    public void Count(IReadOnlyList<Explanation> facts, IReadOnlyList<LogOutcome> outcomes)
    {
        for (var i = 0; i < facts.Count; i++)
        {
            if (outcomes[i].Status == LogStatus.Stored)
                LearningMeter.Explained(facts[i].Signal.Text(), SourceOf(facts[i]), facts[i].Cached, facts[i].FallbackReason);
        }
    }

    /// <inheritdoc />
    public async Task<LogOutcome[]> WriteAsync(NpgsqlConnection connection, IReadOnlyList<Explanation> facts)
    {
        await using var command = new NpgsqlCommand(Write, connection);
        command.Parameters.Add(Sql.Column(facts, e => e.Id, NpgsqlDbType.Uuid));
        command.Parameters.Add(Sql.Column(facts, e => e.Ticker, NpgsqlDbType.Text));
        command.Parameters.Add(Sql.Column(facts, e => e.Signal.Text(), NpgsqlDbType.Text));
        command.Parameters.Add(Sql.Column(facts, e => e.Confidence, NpgsqlDbType.Double));
        command.Parameters.Add(Sql.Column(facts, e => e.Indicators.Json, NpgsqlDbType.Text));
        command.Parameters.Add(Sql.Column(facts, e => e.Content.Text, NpgsqlDbType.Text));
        command.Parameters.Add(Sql.Column(facts, e => FactorsColumn.Write(e.Content.Factors), NpgsqlDbType.Text));
        command.Parameters.Add(Sql.Column(facts, e => e.Content.Sentiment, NpgsqlDbType.Text));
        command.Parameters.Add(Sql.Column(facts, e => e.PromptVersion, NpgsqlDbType.Text));
        command.Parameters.Add(Sql.Column(facts, e => e.ModelUsed, NpgsqlDbType.Text));
        command.Parameters.Add(Sql.Column(facts, SourceOf, NpgsqlDbType.Text));
        command.Parameters.Add(Sql.Column(facts, e => e.GeneratedAt.UtcDateTime, NpgsqlDbType.TimestampTz));
        command.Parameters.Add(Sql.Column(facts, e => e.Cached, NpgsqlDbType.Boolean));
        command.Parameters.Add(Sql.Column(facts, e => e.FallbackReason, NpgsqlDbType.Text));
        command.Parameters.Add(Sql.Column(facts, e => e.LatencyMs, NpgsqlDbType.Integer));
        command.Parameters.Add(Sql.Column(facts, e => e.PromptTokens, NpgsqlDbType.Integer));
        command.Parameters.Add(Sql.Column(facts, e => e.CompletionTokens, NpgsqlDbType.Integer));
        command.Parameters.Add(Sql.Column(facts, e => e.CostUsd, NpgsqlDbType.Numeric));
        command.Parameters.Add(Sql.Column(facts, e => e.Session, NpgsqlDbType.Uuid));
        command.Parameters.Add(Sql.Column(facts, e => e.ReceivedAt?.UtcDateTime, NpgsqlDbType.TimestampTz));
        command.Parameters.Add(Sql.Column(facts, e => e.Unit, NpgsqlDbType.Uuid));
        await command.PrepareAsync().ConfigureAwait(false);

        var stored = new HashSet<Guid>(facts.Count);
        await using var reader = await command.ExecuteReaderAsync().ConfigureAwait(false);
        while (await reader.ReadAsync().ConfigureAwait(false))
            stored.Add(reader.GetGuid(0));
        // Of two with one id in a batch the first was stored.
        return [.. facts.Select(explanation => stored.Remove(explanation.Id) ? s_stored : s_duplicate)];
    }

    private static string SourceOf(Explanation explanation) => explanation.Source == ExplanationSource.Engine ? "engine" : "service";
}
