using System.Net.Http.Headers;

namespace LearningActors.Client;

/// <content>Imports, and the cash that they stored.</content>
public sealed partial class LearningClient
{
    /// <summary>The path of imports.</summary>
    public const string Imports = $"{Divergence}/imports";

    /// <summary>Uploads a broker's history of an account. The same file again stores nothing again.</summary>
    /// <param name="path">The file.</param>
    /// <param name="account">The account of every row; null where the file names it.</param>
    /// <param name="timeZone">The IANA zone of times without an offset; null for New York.</param>
    /// <param name="mapping">How to read CSV of another broker, as JSON; null for a known export.</param>
    /// <param name="progress">Told how many rows of how many are done.</param>
    public async Task<ImportReceipt> ImportAsync(
        string path,
        string? account = null,
        string? timeZone = null,
        string? mapping = null,
        Action<int, int>? progress = null
    )
    {
        using var response = await s_again.ExecuteAsync(async _ => await SendOnceAsync().ConfigureAwait(false)).ConfigureAwait(false);
        if (!response.IsSuccessStatusCode)
            throw await LearningApiException.OfAsync(response, $"POST {Imports}").ConfigureAwait(false);
        return await ImportUpload.ReadAsync(response, progress).ConfigureAwait(false);

        async Task<HttpResponseMessage> SendOnceAsync()
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, Imports)
            {
                Content = ImportUpload.Form(path, account, timeZone, mapping),
            };
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", engineKey);
            request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue(ImportUpload.Lines));
            // A file that is too long is refused before it is sent.
            request.Headers.ExpectContinue = true;
            return await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead).ConfigureAwait(false);
        }
    }

    /// <summary>Removes what an import stored, as long as nothing was decided on it.</summary>
    public Task<ImportRecord> UndoImportAsync(Guid id) => PostAsync<ImportRecord>($"{Imports}/{id}/undo", null);

    /// <summary>The last imports, newest first.</summary>
    public Task<Page<ImportRecord>> ImportsAsync() => GetAsync<Page<ImportRecord>>(Imports);

    /// <summary>A page of the movements of cash that imports stored, the latest first.</summary>
    /// <param name="query">Filters and cursor, such as <c>kind=dividend</c>.</param>
    public Task<Page<CashMovement>> CashAsync(string query) => GetAsync<Page<CashMovement>>($"{Divergence}/cash?{query}");
}
