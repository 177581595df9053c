using System.Collections.Immutable;
using LearningActors.Ledger;
using Npgsql;

namespace LearningActors.Models;

/// <inheritdoc cref="IModelRegistry" />
internal sealed class PostgresModelRegistry(NpgsqlDataSource database, ModelEndpoints endpoints) : IModelRegistry
{
    private const string Add = """
        INSERT INTO registered_models (name, provider_model, served_like, input_usd_per_million_tokens, output_usd_per_million_tokens,
            registered_at)
        VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (name) DO NOTHING
        """;

    private const string Select = """
        SELECT name, provider_model, served_like, input_usd_per_million_tokens, output_usd_per_million_tokens, registered_at
        FROM registered_models
        """;

    public Task AddAsync(RegisteredModel model) =>
        RepeatableSql.ExecuteAsync(
            database,
            Add,
            new() { Value = model.Name },
            new() { Value = model.ProviderModel },
            new() { Value = model.ServedLike },
            new() { Value = model.InputUsdPerMillionTokens },
            new() { Value = model.OutputUsdPerMillionTokens },
            Sql.Time(model.RegisteredAt)
        );

    public RegisteredModel Describe(string name, string providerModel, string servedLike, DateTimeOffset at)
    {
        var (input, output) = endpoints.PricesOf(servedLike);
        return new RegisteredModel(name, providerModel, servedLike, input, output, at);
    }

    /// <summary>A registered model, or null.</summary>
    /// <exception cref="LedgerUnavailableException">The database is away.</exception>
    internal async Task<RegisteredModel?> FindAsync(string name) =>
        (await RepeatableSql.ListAsync(database, Select + " WHERE name = $1", [new() { Value = name }], Read)).FirstOrDefault();

    /// <summary>Every registered model.</summary>
    /// <exception cref="LedgerUnavailableException">The database is away.</exception>
    internal Task<ImmutableArray<RegisteredModel>> ListAsync() => RepeatableSql.ListAsync(database, Select, [], Read);

    private static RegisteredModel Read(NpgsqlDataReader row) =>
        new(
            row.GetString(0),
            row.GetString(1),
            row.GetString(2),
            row.GetDecimal(3),
            row.GetDecimal(4),
            row.GetFieldValue<DateTimeOffset>(5)
        );
}
