using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;

namespace LearningActors.Client;

/// <summary>A file on its way, and the lines of the answer.</summary>
internal static class ImportUpload
{
    /// <summary>An answer that tells how far it is, a JSON object a line.</summary>
    internal const string Lines = "application/x-ndjson";

    /// <summary>The form; the file is read as it is sent.</summary>
    internal static MultipartFormDataContent Form(string path, string? account, string? timeZone, string? mapping)
    {
        var form = new MultipartFormDataContent();
        foreach (var (name, value) in new[] { ("account", account), ("time_zone", timeZone), ("mapping", mapping) })
        {
            if (value is not null)
                form.Add(new StringContent(value), name);
        }

        var file = new StreamContent(File.OpenRead(path));
        // Only in this form can a name be any text.
        file.Headers.ContentDisposition = new ContentDispositionHeaderValue("form-data")
        {
            Name = "file",
            FileNameStar = Path.GetFileName(path),
        };
        form.Add(file);
        return form;
    }

    /// <summary>Reads the lines up to the receipt.</summary>
    /// <exception cref="LearningApiException">It broke off.</exception>
    internal static async Task<ImportReceipt> ReadAsync(HttpResponseMessage response, Action<int, int>? progress)
    {
        try
        {
            return await ReadLinesAsync(response, progress).ConfigureAwait(false);
        }
        catch (IOException)
        {
            throw Broken(HttpStatusCode.ServiceUnavailable, "The answer broke off. Sending the same file again goes on.");
        }
    }

    private static async Task<ImportReceipt> ReadLinesAsync(HttpResponseMessage response, Action<int, int>? progress)
    {
        using var lines = new StreamReader(await response.Content.ReadAsStreamAsync().ConfigureAwait(false));
        while (await lines.ReadLineAsync().ConfigureAwait(false) is { } line)
        {
            using var read = JsonDocument.Parse(line);
            if (read.RootElement.TryGetProperty("id", out _))
                return read.Deserialize<ImportReceipt>(ClientJson.Options)!;
            if (read.RootElement.TryGetProperty("detail", out var detail))
                throw Broken((HttpStatusCode)read.RootElement.GetProperty("status").GetInt32(), detail.GetString()!);
            progress?.Invoke(read.RootElement.GetProperty("rows_done").GetInt32(), read.RootElement.GetProperty("rows").GetInt32());
        }

        throw new EndOfStreamException();
    }

    private static LearningApiException Broken(HttpStatusCode status, string detail) => new(detail) { Status = status };
}
