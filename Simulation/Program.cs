using System.CommandLine;
using System.Diagnostics;
using LearningActors.Client;
using LearningActors.Configuration;
using LearningActors.Hosting;
using LearningActors.Simulation;
using Spectre.Console;

const int interrupted = 130;
var exit = new Option<bool>("--exit") { Description = "End when the weeks are over, instead of leaving the service running." };
var weeks = new Option<int>("--weeks") { Description = "How many weeks the desk lives.", DefaultValueFactory = _ => 8 };
weeks.Validators.Add(given =>
{
    if (given.GetValueOrDefault<int>() is < 1 or > 52)
        given.AddError("--weeks must be from 1 to 52.");
});
var demo = new RootCommand("Lets a simulated desk live with the service, and prints what the service believes beside what is true.")
{
    exit,
    weeks,
};
demo.SetAction((parsed, _) => RunAsync(parsed.GetValue(weeks), staysRunning: !parsed.GetValue(exit)));
return await demo.Parse(args)
    .InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null });

static async Task<int> RunAsync(int weeks, bool staysRunning)
{
    if (Console.IsOutputRedirected)
        AnsiConsole.Profile.Width = 160;
    try
    {
        var home = Path.Combine(Environment.GetEnvironmentVariable("LEARNING_HOME") is { Length: > 0 } given ? given : ".local", "demo");
        var settings = ServiceSettings.From(Environment.GetEnvironmentVariable);
        Listening.Check(settings);
        var watch = Stopwatch.StartNew();
        await new DemoCommand(Path.GetFullPath(home), settings.Url, AnsiConsole.Console).RunAsync(weeks, staysRunning);
        if (!staysRunning)
            AnsiConsole.WriteLine($"That took {watch.Elapsed.TotalSeconds:0} seconds. To look at its data: LEARNING_HOME={home} ./run");
        return 0;
    }
    catch (OperationCanceledException)
    {
        return interrupted;
    }
    catch (Exception exception) when (exception is SimulationException or LearningApiException or OperatorException)
    {
        await Console.Error.WriteLineAsync($"./run demo: {(exception as OperatorException)?.OneLine ?? exception.Message}");
        return 1;
    }
}
