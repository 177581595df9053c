using System.Text;
using LearningActors.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace LearningActors.FineTuning;

/// <summary>A split of a dataset as JSON Lines, sent as it is read. The header <c>Dataset-Hash</c> names the dataset.</summary>
/// <param name="grain">Reads the lines.</param>
/// <param name="dataset">The hash of the dataset.</param>
/// <param name="split">The split.</param>
/// <param name="sha256">The hash of the file, by which a reader that has it is told so.</param>
/// <param name="first">The first lines, which were read already.</param>
internal sealed class DatasetFile(IFineTuningGrain grain, string dataset, DatasetSplit split, string sha256, DatasetLines first) : IResult
{
    internal const string MediaType = "application/jsonl";

    /// <summary>Lines of a read.</summary>
    internal const int LinesAtOnce = 500;

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var (response, aborted) = (httpContext.Response, httpContext.RequestAborted);
        response.Headers["Dataset-Hash"] = dataset;
        if (EntityTag.IsKnown(httpContext, $"W/\"{sha256[..24]}\""))
            return;
        response.ContentType = $"{MediaType}; charset=utf-8";
        response.Headers.ContentDisposition = new ContentDispositionHeaderValue("attachment")
        {
            FileName = $"{dataset[..8]}-{split.ToString().ToLowerInvariant()}.jsonl",
        }.ToString();
        var (lines, sent) = (first, 0);
        while (true)
        {
            foreach (var line in lines.Lines)
                await response.Body.WriteAsync(Encoding.UTF8.GetBytes(line + "\n"), aborted);
            sent += lines.Lines.Length;
            if (lines.IsEnd)
                return;
            if (await grain.ReadLines(dataset, split, sent, LinesAtOnce) is { } more)
            {
                lines = more;
                continue;
            }

            // A part must not look like the whole.
            httpContext.Abort();
            return;
        }
    }
}
