using System.Diagnostics;
using LearningActors.Desk;
using LearningActors.Desk.Import;
using LearningActors.Desk.Replay;
using LearningActors.Desk.Simulation;
using LearningActors.Hosting;
using Spectre.Console;

if (args is not (["replay", _] or ["import", "trades" or "broker", _] or ["demo"]))
{
    AnsiConsole.WriteLine("Usage: ./run replay <file.jsonl> | ./run import trades|broker <file> | ./run demo");
    return 2;
}

if (Console.IsOutputRedirected)
    AnsiConsole.Profile.Width = 160;
try
{
    if (args is ["replay", var file])
    {
        await using var service = await ServiceUnderTheDesk.FindOrStartAsync(Environment.GetEnvironmentVariable);
        return await new ReplayCommand(service.Client, AnsiConsole.Console).RunAsync(file);
    }

    if (args is ["import", var what, var imported])
    {
        await using var service = await ServiceUnderTheDesk.FindOrStartAsync(Environment.GetEnvironmentVariable);
        return what == "trades"
            ? await new ImportTradesCommand(service.Client, AnsiConsole.Console).RunAsync(imported)
            : await new ImportBrokerCommand(service.Client, AnsiConsole.Console).RunAsync(imported);
    }

    var home = Path.Combine(Environment.GetEnvironmentVariable("LEARNING_HOME") is { Length: > 0 } given ? given : ".local", "demo");
    var settings = ServiceSettings.From(Environment.GetEnvironmentVariable);
    Listening.Check(settings);
    var watch = Stopwatch.StartNew();
    await new DemoCommand(Path.GetFullPath(home), settings.Url, AnsiConsole.Console).RunAsync(weeks: 8);
    AnsiConsole.WriteLine($"That took {watch.Elapsed.TotalSeconds:0} seconds. To look at what it left: LEARNING_HOME={home} ./run");
    return 0;
}
catch (Exception exception) when (exception is DeskException or OperatorException)
{
    await Console.Error.WriteLineAsync($"./run {args[0]}: {(exception as OperatorException)?.OneLine ?? exception.Message}");
    return 1;
}
