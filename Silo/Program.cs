using System.Collections;
using LearningActors.Configuration;
using LearningActors.Hosting;

try
{
    var environment = Environment.GetEnvironmentVariables().Cast<DictionaryEntry>();
    KnownVariables.RefuseUnknown(environment.ToDictionary(one => (string)one.Key, one => (string)one.Value!));
    var settings = ServiceSettings.From(Environment.GetEnvironmentVariable);
    if (args is ["health"])
        return await HealthCommand.RunAsync(settings);
    Listening.Check(settings);
    var postgres = settings.Postgres is null ? await PrivatePostgres.StartAsync(settings.Home) : null;
    // What this process started it stops; a server that it found running may serve somebody else.
    var stopPostgres = postgres?.WasStarted == true;
    try
    {
        if (args is ["archives"])
            return await ArchivesCommand.RunAsync(settings.Postgres ?? postgres!.ConnectionString, Environment.GetEnvironmentVariable);
        await using var host = await LearningHost.BuildAsync(
            settings,
            settings.Postgres ?? postgres!.ConnectionString,
            Environment.GetEnvironmentVariable
        );
        if (await host.TryStartAsync())
        {
            StartupMessage.Print(settings, host);
            await host.Application.WaitForShutdownAsync();
        }

        await host.DisposeAsync();
        stopPostgres = host.WasLast;
    }
    finally
    {
        if (postgres is not null && stopPostgres)
            await postgres.StopAsync();
    }

    return 0;
}
catch (OperatorException exception)
{
    await Console.Error.WriteLineAsync($"LearningActors cannot start: {exception.OneLine}");
    return 1;
}
