using Npgsql;

namespace LearningActors.Operations;

/// <inheritdoc cref="IReadiness" />
internal sealed class DatabaseReadiness(NpgsqlDataSource database) : IReadiness
{
    private const int PatienceSeconds = 3;

    /// <inheritdoc />
    public async Task<bool> IsReadyAsync()
    {
        try
        {
            await using var command = database.CreateCommand("SELECT current_setting('transaction_read_only')");
            command.CommandTimeout = PatienceSeconds;
            return await command.ExecuteScalarAsync() is "off";
        }
        catch (NpgsqlException)
        {
            return false;
        }
    }
}
