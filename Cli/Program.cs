using LearningActors.Cli;
using Spectre.Console;

if (Console.IsOutputRedirected)
    AnsiConsole.Profile.Width = 160;
return await new CommandLine(Environment.GetEnvironmentVariable, AnsiConsole.Console, Console.Error).RunAsync(args);
