using System.CommandLine;
using LearningActors.Cli.Files;
using LearningActors.Cli.Import;
using LearningActors.Cli.Replay;
using LearningActors.Client;
using Spectre.Console;

namespace LearningActors.Cli;

/// <summary>The commands that a user runs against the API.</summary>
/// <param name="environment">Where the service is and its keys: <c>LEARNING_URL</c>, <c>LEARNING_HOME</c>, ….</param>
/// <param name="console">For what a command says.</param>
/// <param name="errors">For why it can't go on.</param>
internal sealed class CommandLine(Func<string, string?> environment, IAnsiConsole console, TextWriter errors)
{
    /// <summary>Runs what the arguments ask for.</summary>
    /// <returns>The exit code: 0 where something is stored, now or before.</returns>
    internal Task<int> RunAsync(string[] args)
    {
        var root = new RootCommand("Sends files to LearningActors: to the service at LEARNING_URL, or to one that is started for it.")
        {
            TakingFile(
                FileCommand.Replay,
                "replay",
                "explanations",
                _ => false,
                (file, service, _) => new ReplayCommand(service.Client, console).RunAsync(file)
            ),
            new Command("import", "Stores closed trades, or a broker's executions.")
            {
                TakingFile(
                    FileCommand.ImportTrades,
                    "trades",
                    "journal",
                    _ => false,
                    (file, service, _) => new ImportTradesCommand(service.Client, console).RunAsync(file)
                ),
                ImportBroker(),
                Undo(),
            },
        };
        return root.Parse(args).InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false, Error = errors });
    }

    private Command ImportBroker()
    {
        var account = new Option<string?>("--account") { Description = "The account, where the file does not name it." };
        var zone = new Option<string?>("--time-zone")
        {
            Description = "The IANA zone of times without an offset; America/New_York where it is not given.",
        };
        var mapping = new Option<string?>("--mapping")
        {
            Description = "A file that says how to read CSV of another broker: its columns, words, numbers and times.",
        };
        var command = TakingFile(
            FileCommand.ImportBroker,
            "broker",
            "recommendations",
            parsed => parsed.GetValue(mapping) is not null,
            (file, service, parsed) =>
                new ImportBrokerCommand(service.Client, console).RunAsync(
                    file,
                    new BrokerFileOptions(parsed.GetValue(account), parsed.GetValue(zone), parsed.GetValue(mapping))
                )
        );
        command.Add(account);
        command.Add(zone);
        command.Add(mapping);
        return command;
    }

    private Command Undo()
    {
        var id = new Argument<Guid>("id") { Description = "The import, as import broker named it." };
        var command = new Command("undo", "Removes what an import stored, as long as nothing was decided on it.") { id };
        command.SetAction(
            (parsed, _) =>
                AttemptAsync(
                    "import undo",
                    async () =>
                    {
                        await using var service = await ServiceConnection.FindOrStartAsync(environment);
                        return await new ImportBrokerCommand(service.Client, console).UndoAsync(parsed.GetRequiredValue(id));
                    }
                )
        );
        return command;
    }

    /// <summary>A command that reads its file before it asks for a service: what it can't read is not sent anywhere.</summary>
    private Command TakingFile(
        FileCommand kind,
        string name,
        string section,
        Func<ParseResult, bool> anyText,
        Func<InputFile, ServiceConnection, ParseResult, Task<int>> run
    )
    {
        var path = new Argument<string>("file") { Description = kind.Takes };
        var command = new Command(name, $"Sends {kind.Takes}.") { path };
        command.SetAction(
            (parsed, _) =>
                AttemptAsync(
                    kind.Name,
                    async () =>
                    {
                        var file = InputFile.Open(parsed.GetRequiredValue(path), kind, anyText(parsed));
                        await using var service = await ServiceConnection.FindOrStartAsync(environment);
                        var code = await run(file, service, parsed);
                        if (code == 0)
                            console.WriteLine(service.WhereToLook(section));
                        return code;
                    }
                )
        );
        return command;
    }

    private async Task<int> AttemptAsync(string name, Func<Task<int>> run)
    {
        try
        {
            return await run();
        }
        catch (Exception exception) when (exception is CommandException or LearningApiException)
        {
            await errors.WriteLineAsync($"./run {name}: {exception.Message}");
            return 1;
        }
    }
}
