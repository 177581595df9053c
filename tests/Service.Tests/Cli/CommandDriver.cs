using LearningActors.Cli;
using Spectre.Console;

namespace LearningActors.Tests.Cli;

/// <summary>Runs commands as a user types them, against a service.</summary>
internal static class CommandDriver
{
    /// <summary>The exit code, what was said, and what was said to standard error.</summary>
    internal static async Task<(int Exit, string Words, string Errors)> RunAsync(this TestService? service, params string[] args)
    {
        using var words = new StringWriter();
        using var errors = new StringWriter();
        var console = AnsiConsole.Create(
            new AnsiConsoleSettings
            {
                Ansi = AnsiSupport.No,
                Interactive = InteractionSupport.No,
                Out = new AnsiConsoleOutput(words),
            }
        );
        console.Profile.Width = 4000;
        var exit = await new CommandLine(Environment, console, errors).RunAsync(args);
        return (exit, words.ToString(), errors.ToString());

        // Without a service nothing listens at the address, and none can be started.
        string? Environment(string name) =>
            name switch
            {
                "LEARNING_URL" => service?.Url ?? "http://127.0.0.1:1",
                "LEARNING_HOME" => "nowhere",
                "LEARNING_ENGINE_KEY" => service?.Keys.Engine,
                "LEARNING_READ_KEY" => service?.Keys.Read,
                _ => null,
            };
    }

    /// <summary>Runs a command that takes its file.</summary>
    /// <returns>What it said.</returns>
    internal static async Task<string> SendAsync(this TestService service, params string[] args)
    {
        var (exit, words, errors) = await service.RunAsync(args);
        Assert.True(exit == 0 && errors.Length == 0, $"{exit}: {errors}\n{words}");
        return words;
    }
}
