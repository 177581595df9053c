using System.Diagnostics;
using LearningActors.Client;
using LearningActors.Configuration;
using LearningActors.Hosting;
using LearningActors.Simulation;
using Spectre.Console;

if (Console.IsOutputRedirected)
    AnsiConsole.Profile.Width = 160;
try
{
    var home = Path.Combine(Environment.GetEnvironmentVariable("LEARNING_HOME") is { Length: > 0 } given ? given : ".local", "demo");
    var settings = ServiceSettings.From(Environment.GetEnvironmentVariable);
    Listening.Check(settings);
    var watch = Stopwatch.StartNew();
    await new DemoCommand(Path.GetFullPath(home), settings.Url, AnsiConsole.Console).RunAsync(weeks: 8);
    AnsiConsole.WriteLine($"That took {watch.Elapsed.TotalSeconds:0} seconds. To look at what it left: LEARNING_HOME={home} ./run");
    return 0;
}
catch (Exception exception) when (exception is SimulationException or LearningApiException or OperatorException)
{
    await Console.Error.WriteLineAsync($"./run demo: {(exception as OperatorException)?.OneLine ?? exception.Message}");
    return 1;
}
