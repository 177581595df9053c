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
            await using var command = database.CreateCommand("SELECT 1");
            command.CommandTimeout = PatienceSeconds;
            await command.ExecuteScalarAsync();
            return true;
        }
        catch (NpgsqlException)
        {
            return false;
        }
    }
}
