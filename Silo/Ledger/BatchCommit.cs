using Npgsql;

namespace LearningActors.Ledger;

/// <summary>
/// Writes a batch of facts in one transaction. One that the database refuses is split until the one bad fact fails alone.
/// </summary>
internal sealed class BatchCommit<TFact, TOutcome>(IBatchWriter<TFact, TOutcome> writer, WriterConnections connections, ILogger logger)
{
    private const int MostRepeats = 3;

    /// <summary>Writes the facts. Never throws: each has its result.</summary>
    internal async Task<Result<TOutcome>[]> WriteAsync(List<Entry<TFact, TOutcome>> batch)
    {
        var results = new Result<TOutcome>[batch.Count];
        await WriteAsync(batch, results, 0, batch.Count).ConfigureAwait(false);
        return results;
    }

    /// <summary>Writes the facts from <paramref name="start"/> on, splitting what is refused. Never throws: each has its result.</summary>
    private async Task WriteAsync(List<Entry<TFact, TOutcome>> batch, Result<TOutcome>[] results, int start, int count, int repeats = 0)
    {
        var facts = new TFact[count];
        for (var i = 0; i < count; i++)
            facts[i] = batch[start + i].Fact;
        try
        {
            var lease = await connections.RentAsync().ConfigureAwait(false);
            await using (lease.ConfigureAwait(false))
            {
                var outcomes = await writer.WriteAsync(lease.Connection, facts).ConfigureAwait(false);
                lease.KeepOpen();
                for (var i = 0; i < count; i++)
                    results[start + i] = new Result<TOutcome>(outcomes[i], null, Committed: true);
                writer.Count(facts, outcomes);
            }
        }
        catch (Exception exception) when (IsAboutTheFacts(exception))
        {
            if (count > 1)
            {
                var half = count / 2;
                await WriteAsync(batch, results, start, half, repeats).ConfigureAwait(false);
                await WriteAsync(batch, results, start + half, count - half, repeats).ConfigureAwait(false);
                return;
            }

            LedgerLog.FactRejected(logger, exception, writer.Fact);
            var reason = exception is PostgresException refusal ? refusal.MessageText : "It cannot be written as UTF-8 text.";
            var rejected = writer.Rejected(reason);
            writer.Count(facts, [rejected]);
            results[start] = new Result<TOutcome>(rejected, null, Committed: false);
        }
        catch (Exception exception) when (repeats == 0 && PassingDatabaseFaults.EndTheConnection(exception))
        {
            // A kept connection that the server dropped while it lay idle. Whether this batch was committed or not: facts can
            // be written twice.
            await connections.CloseIdleAsync().ConfigureAwait(false);
            await WriteAsync(batch, results, start, count, repeats + 1).ConfigureAwait(false);
        }
        catch (Exception exception) when (repeats < MostRepeats && PassingDatabaseFaults.UndoTheTransaction(exception))
        {
            // A deadlock, as with a later version that changes the schema.
            await WriteAsync(batch, results, start, count, repeats + 1).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            LedgerLog.BatchFailed(logger, exception, writer.Fact, count);
            var unavailable = new LedgerUnavailableException(
                "The database did not commit in time, or not at all; sending the same again is safe.",
                exception
            );
            results.AsSpan(start, count).Fill(new Result<TOutcome>(default, unavailable, Committed: false));
        }
    }

    /// <summary>
    /// A data exception (class 22) or a violated constraint (23), or text that is no text; everything else is the database's
    /// trouble.
    /// </summary>
    private static bool IsAboutTheFacts(Exception exception) =>
        exception is System.Text.EncoderFallbackException
        || exception.InnerException is System.Text.EncoderFallbackException
        || (
            exception is PostgresException { SqlState: { Length: 5 } state }
            && (state.StartsWith("22", StringComparison.Ordinal) || state.StartsWith("23", StringComparison.Ordinal))
        );
}
