using LearningActors.Cli;
using LearningActors.Cli.Import;
using LearningActors.Cli.Replay;
using LearningActors.Client;
using Spectre.Console;

if (args is not (["replay", _] or ["import", "trades" or "broker", _]))
{
    AnsiConsole.WriteLine("Usage: ./run replay <file.jsonl> | ./run import trades|broker <file>");
    return 2;
}

if (Console.IsOutputRedirected)
    AnsiConsole.Profile.Width = 160;
try
{
    await using var service = await ServiceConnection.FindOrStartAsync(Environment.GetEnvironmentVariable);
    return args switch
    {
        ["import", "trades", var file] => await new ImportTradesCommand(service.Client, AnsiConsole.Console).RunAsync(file),
        ["import", _, var file] => await new ImportBrokerCommand(service.Client, AnsiConsole.Console).RunAsync(file),
        _ => await new ReplayCommand(service.Client, AnsiConsole.Console).RunAsync(args[1]),
    };
}
catch (Exception exception) when (exception is CommandException or LearningApiException)
{
    await Console.Error.WriteLineAsync($"./run {args[0]}: {exception.Message}");
    return 1;
}
