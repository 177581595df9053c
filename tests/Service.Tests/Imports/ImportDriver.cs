using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using LearningActors.Client;
using LearningActors.Tests.Recommendations;

namespace LearningActors.Tests.Imports;

/// <summary>Uploads, as any program sends them.</summary>
internal static class ImportDriver
{
    internal const string Root = $"{RecommendationDriver.Root}/imports";

    internal const string Header = "execution_id,executed_at,instrument,action,quantity,price,fees\n";

    /// <summary>Uploads what has to be taken.</summary>
    internal static async Task<ImportReceipt> UploadAsync(
        this TestService service,
        byte[] content,
        string name = "file.csv",
        params (string Name, string Value)[] fields
    )
    {
        using var response = await service.SendFileAsync(content, name, fields);
        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync());
        return (await response.Content.ReadFromJsonAsync<ImportReceipt>(ClientJson.Options))!;
    }

    internal static Task<ImportReceipt> UploadAsync(this TestService service, string text, params (string Name, string Value)[] fields) =>
        service.UploadAsync(Encoding.UTF8.GetBytes(text), "file.csv", fields);

    internal static async Task<HttpResponseMessage> SendFileAsync(
        this TestService service,
        byte[] content,
        string name = "file.csv",
        params (string Name, string Value)[] fields
    ) => await service.Engine.PostAsync(Root, Form(content, name, fields));

    internal static MultipartFormDataContent Form(byte[] content, string name = "file.csv", params (string Name, string Value)[] fields)
    {
        var form = new MultipartFormDataContent();
        var file = new ByteArrayContent(content);
        file.Headers.ContentDisposition = new ContentDispositionHeaderValue("form-data") { Name = "file", FileNameStar = name };
        form.Add(file);
        foreach (var (field, value) in fields)
            form.Add(new StringContent(value), field);
        return form;
    }

    /// <summary>What is wrong, by field, with what has to be refused.</summary>
    internal static async Task<Dictionary<string, string>> RefusedAsync(HttpResponseMessage response, HttpStatusCode status)
    {
        var text = await response.Content.ReadAsStringAsync();
        Assert.True(response.StatusCode == status, $"{response.StatusCode}: {text}");
        return Problem.Read(text)!.Errors!.ToDictionary(field => field.Key, field => field.Value[0]);
    }

    internal static async Task<HttpResponseMessage> UndoAsync(this TestService service, Guid import) =>
        await service.Engine.PostAsync($"{Root}/{import}/undo", null);

    /// <summary>An execution of the service's own columns.</summary>
    internal static string Row(string id, string at = "2021-01-04T16:00:00Z", string instrument = "PLTR  210115P00026000") =>
        $"{id},{at},{instrument},STO,1,200,1.15\n";
}
