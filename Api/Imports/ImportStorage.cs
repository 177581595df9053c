using LearningActors.Http;
using Microsoft.AspNetCore.Http;

namespace LearningActors.Imports;

/// <summary>Stores an upload part by part. Where it breaks off, the same file again goes on.</summary>
internal sealed class ImportStorage(IImportGrain imports, ImportFile file)
{
    /// <summary>The answer where somebody undid the import while it was under way.</summary>
    internal static IResult Undone => Problems.Conflict("file", "The import was undone while it was under way. Send it again.");

    /// <summary>Stores every part.</summary>
    /// <param name="progress">Told after each part how many rows of how many are done.</param>
    /// <param name="abort">Nobody waits any more: no further part is stored.</param>
    /// <returns>What it brought; null where the import was undone meanwhile.</returns>
    internal async Task<ImportReceipt?> RunAsync(Func<int, int, Task> progress, CancellationToken abort)
    {
        var begun = await imports.Begin(file.Source);
        var (done, stored, cash) = (0, 0, 0);
        foreach (var part in file.Parts(begun.Attempt))
        {
            abort.ThrowIfCancellationRequested();
            if (await imports.Store(part) is not { } now)
                return null;
            (stored, cash) = (stored + now.Stored, cash + now.CashStored);
            done += part.Executions.Length + part.Cash.Length + part.Unusable.Length;
            await progress(done, file.Rows.Length);
        }

        return await imports.Finish(file.Source.Id, begun.Attempt) is { } finished ? new ImportReceipt(finished, stored, cash) : null;
    }
}

/// <summary>What an upload brought.</summary>
/// <param name="Import">The import as it is then.</param>
/// <param name="New">Executions that this upload stored; 0 for the same file again.</param>
/// <param name="CashNew">Movements of cash that this upload stored.</param>
internal sealed record ImportReceipt(ImportRecord Import, int New, int CashNew);
