using System.Text.Json;
using LearningActors.Http;
using Microsoft.AspNetCore.Http;

namespace LearningActors.Imports;

/// <summary>Answers an upload with a line for each part that is stored, and at the end with what it brought, or with a problem.</summary>
internal sealed class ImportProgress(ImportStorage upload) : IResult
{
    internal const string MediaType = "application/x-ndjson";

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        try
        {
            var receipt = await upload.RunAsync((done, rows) => WriteAsync(response, new Done(done, rows)), httpContext.RequestAborted);
            if (receipt is not null)
                await WriteAsync(response, receipt);
            else if (response.HasStarted)
                await WriteAsync(response, new Broken(409, "The import was undone while it was under way. Send it again."));
            else
                await ImportStorage.Undone.ExecuteAsync(httpContext);
        }
        catch (Exception exception)
            when (response.HasStarted && PassingFaults.Passes(exception) && !httpContext.RequestAborted.IsCancellationRequested)
        {
            await WriteAsync(response, new Broken(503, "A part of the service is not available. Sending the same file again goes on."));
        }
    }

    private static async Task WriteAsync<T>(HttpResponse response, T line)
    {
        if (!response.HasStarted)
            response.ContentType = MediaType;
        await response.WriteAsync($"{JsonSerializer.Serialize(line, ApiJson.Options)}\n", response.HttpContext.RequestAborted);
        await response.Body.FlushAsync(response.HttpContext.RequestAborted);
    }

    /// <summary>How far it is.</summary>
    private sealed record Done(int RowsDone, int Rows);

    /// <summary>Why there is no receipt, where the answer had begun.</summary>
    private sealed record Broken(int Status, string Detail);
}
