using System.Globalization;
using Npgsql;

namespace LearningActors.Benchmarks.Chaos;

/// <summary>The clients' log against the tables: what was acknowledged is there once, with its last value, and nothing else is.</summary>
internal static class FactCheck
{
    private const int Named = 5;

    /// <summary>What a vote carries, so that its row tells whose it is and which of its values.</summary>
    internal static string Comment(string session, VoteValue value) =>
        string.Create(CultureInfo.InvariantCulture, $"{session}#{value.Change}");

    internal static async Task<IReadOnlyList<string>> RunAsync(ChaosWorld world)
    {
        var wrong = new List<string>();
        await using var connection = await world.Database.OpenConnectionAsync();
        await using var snapshot = await connection.BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead);
        await CompareAsync(connection, "explanation", "llm_explanations", world.Log.Explanations, world.Log.ExplainedWithoutAnswer, wrong);
        await CompareAsync(connection, "trade", "trades", world.Log.Trades, 0, wrong);
        await CompareAsync(connection, "recommendation", "recommendations", world.Log.Recommendations, 0, wrong);
        await CompareAsync(connection, "execution", "executions", world.Log.Executions, 0, wrong);
        await CompareVotesAsync(connection, world.Log, wrong);
        return wrong;
    }

    private static async Task CompareAsync<TKey>(
        NpgsqlConnection connection,
        string fact,
        string table,
        SentFacts<TKey> sent,
        int mayBeUnknown,
        List<string> wrong
    )
        where TKey : notnull
    {
        var (stored, unknown) = (new HashSet<TKey>(), new List<TKey>());
        await using (var command = new NpgsqlCommand($"SELECT id FROM {table}", connection))
        await using (var reader = await command.ExecuteReaderAsync())
        {
            while (await reader.ReadAsync())
            {
                var id = reader.GetFieldValue<TKey>(0);
                if (!stored.Add(id))
                    wrong.Add($"The {fact} {id} is there twice.");
                if (!sent.All.ContainsKey(id))
                    unknown.Add(id);
            }
        }

        var lost = sent.All.Where(one => one.Value && !stored.Contains(one.Key)).Select(one => one.Key).ToArray();
        if (lost.Length > 0)
            wrong.Add($"{lost.Length} acknowledged {fact}s are lost: {string.Join(", ", lost.Take(Named))}.");
        if (unknown.Count > mayBeUnknown)
            wrong.Add(
                $"{unknown.Count} {fact}s are there that nobody sent, at most {mayBeUnknown} may be: "
                    + $"{string.Join(", ", unknown.Take(Named))}."
            );
    }

    private static async Task CompareVotesAsync(NpgsqlConnection connection, ClientLog log, List<string> wrong)
    {
        var (stored, strange) = (new HashSet<string>(), new List<string>());
        await using (var command = new NpgsqlCommand("SELECT comment, explanation_id, helpful, rating FROM llm_feedback", connection))
        await using (var reader = await command.ExecuteReaderAsync())
        {
            while (await reader.ReadAsync())
            {
                var comment = reader.GetString(0).Split('#');
                var value = new VoteValue(reader.GetBoolean(2), reader.GetInt16(3), int.Parse(comment[1], CultureInfo.InvariantCulture));
                if (!stored.Add(comment[0]))
                    strange.Add($"{comment[0]} is there twice");
                else if (!log.Votes.TryGetValue(comment[0], out var sent) || sent.Explanation != reader.GetGuid(1))
                    strange.Add($"{comment[0]} was not sent");
                else if (!sent.MayBe(value))
                    strange.Add($"{comment[0]} is {value}, last acknowledged {sent.Last}");
            }
        }

        if (strange.Count > 0)
            wrong.Add($"{strange.Count} votes are wrong: {string.Join("; ", strange.Take(Named))}.");
        var lost = log.Votes.Where(one => one.Value.Last is not null && !stored.Contains(one.Key)).Select(one => one.Key).ToArray();
        if (lost.Length > 0)
            wrong.Add($"{lost.Length} acknowledged votes are lost: {string.Join(", ", lost.Take(Named))}.");
    }
}
