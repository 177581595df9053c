using System.Text;
using LearningActors.Cli.Files;
using LearningActors.Client;
using Spectre.Console;

namespace LearningActors.Cli.Import;

/// <summary>What the user says of a broker's file.</summary>
/// <param name="Account">The account of every row.</param>
/// <param name="TimeZone">The IANA zone of times without an offset.</param>
/// <param name="Mapping">The path of a mapping; null where the file is a known export.</param>
public sealed record BrokerFileOptions(string? Account = null, string? TimeZone = null, string? Mapping = null);

/// <summary>Uploads a broker's history of an account and accounts for every row; undoes an import.</summary>
public sealed class ImportBrokerCommand(LearningClient client, IAnsiConsole console)
{
    /// <summary>Uploads the file.</summary>
    /// <returns>
    /// The exit code: 0 where its rows are stored, now or before, and every row that moves a position is among them.
    /// </returns>
    /// <exception cref="CommandException">The file, the mapping or an option is not what the service takes.</exception>
    /// <exception cref="LearningApiException">The service did not take it for another reason.</exception>
    public async Task<int> RunAsync(InputFile file, BrokerFileOptions options)
    {
        ArgumentNullException.ThrowIfNull(file);
        ArgumentNullException.ThrowIfNull(options);
        var import = await SendAsync(file, options);
        foreach (var cause in import.Problems)
            console.WriteLine(Said(cause));
        console.WriteLine(
            $"{import.Rows} rows: {import.New} executions stored, {import.Executions - import.New} stored before, "
                + $"{import.Cash} movements of cash, {import.Unusable} not usable."
        );
        if (import.Executions + import.Cash == 0)
        {
            console.WriteLine("Nothing was stored.");
            return 1;
        }

        console.WriteLine($"Import {import.Id}, {import.Broker}. Undo it with: ./run import undo {import.Id}");
        if (import.Missing == 0)
            return 0;
        console.WriteLine($"Positions are wrong until the {import.Missing} rows that move them are usable.");
        console.WriteLine($"Look next: GET {LearningClient.Imports}/{import.Id}/rows names each of them.");
        return 1;
    }

    /// <summary>Undoes an import.</summary>
    /// <returns>The exit code: 0 where it is undone.</returns>
    /// <exception cref="CommandException">There is none, or something was decided on it.</exception>
    public async Task<int> UndoAsync(Guid id)
    {
        try
        {
            var import = await client.UndoImportAsync(id);
            console.WriteLine(
                $"Undone: {import.Stored} executions and {import.CashStored} movements of cash of {Printable(import.FileName)}. "
                    + "The same file again stores them again."
            );
            return 0;
        }
        catch (LearningApiException exception)
            when (exception.IsAboutTheRequest
                || exception.Status is System.Net.HttpStatusCode.Conflict or System.Net.HttpStatusCode.NotFound
            )
        {
            throw new CommandException(Printable(exception.Detail));
        }
    }

    private async Task<ImportReceipt> SendAsync(InputFile file, BrokerFileOptions options)
    {
        var mapping = options.Mapping is { } path ? InputFile.OpenMapping(path) : null;
        try
        {
            return await console
                .Progress()
                .AutoClear(false)
                .StartAsync(async progress =>
                {
                    var rows = progress.AddTask("rows");
                    var import = await client.ImportAsync(
                        file.Path,
                        options.Account,
                        options.TimeZone,
                        mapping,
                        (done, all) => (rows.MaxValue, rows.Value) = (Math.Max(1, all), done)
                    );
                    rows.Value = rows.MaxValue;
                    return import;
                });
        }
        catch (LearningApiException exception) when (exception.IsAboutTheRequest)
        {
            throw new CommandException($"{file.Path}: {Printable(exception.Detail)}");
        }
    }

    /// <summary>Rows of one cause are said once.</summary>
    private static string Said(RowProblem cause) =>
        Printable(
            cause.Rows == 1
                ? $"line {cause.FirstLine} {cause.Message}"
                : $"{cause.Rows} rows: {cause.Message}, first at line {cause.FirstLine}"
        );

    /// <summary>What comes from a file may hold characters that a terminal obeys.</summary>
    private static string Printable(string text)
    {
        var printable = new StringBuilder(text.Length);
        foreach (var one in text)
            printable.Append(char.IsControl(one) ? '\uFFFD' : one);
        return printable.ToString();
    }
}
