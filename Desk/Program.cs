using LearningActors.Desk;
using LearningActors.Desk.Replay;
using Spectre.Console;

if (args is not ["replay", var file])
{
    AnsiConsole.WriteLine("Usage: ./run replay <file.jsonl>");
    return 2;
}

try
{
    await using var service = await ServiceUnderTheDesk.FindOrStartAsync(Environment.GetEnvironmentVariable);
    return await new ReplayCommand(service.Client, AnsiConsole.Console).RunAsync(file);
}
catch (DeskException exception)
{
    AnsiConsole.MarkupLineInterpolated($"[red]{exception.Message}[/]");
    return 1;
}
