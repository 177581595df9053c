using LearningActors.Hosting;

try
{
    var settings = ServiceSettings.From(Environment.GetEnvironmentVariable);
    var postgres = settings.Postgres is null ? await PrivatePostgres.StartAsync(settings.Home) : null;
    // What this process started it stops; a server that it found running may serve somebody else.
    var stopPostgres = postgres?.WasStarted == true;
    try
    {
        await using var host = await LearningHost.BuildAsync(settings, settings.Postgres ?? postgres!.ConnectionString, Environment.GetEnvironmentVariable);
        try
        {
            await host.Application.StartAsync();
        }
        catch (IOException exception)
        {
            throw new OperatorException($"{settings.Url} cannot be listened on: {exception.Message} Choose another address in LEARNING_URL.", exception);
        }

        StartupMessage.Print(settings, host);
        await host.Application.WaitForShutdownAsync();
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
    await Console.Error.WriteLineAsync($"LearningActors cannot start: {exception.Message}");
    return 1;
}
