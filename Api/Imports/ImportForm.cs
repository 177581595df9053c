using System.Text;
using LearningActors.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace LearningActors.Imports;

/// <summary>The parts of an upload, as they were sent.</summary>
internal sealed class ImportForm
{
    private const int MaxFileName = 255;
    private const int MaxParts = 20;

    /// <summary>What a mapping and the other parts may take beside the file.</summary>
    private const int MaxFieldBytes = 64 * 1024;

    private static readonly TextField s_file = new("file", "a broker's export: CSV, or Interactive Brokers' XML", MaxFileName)
    {
        IsRequired = true,
    };
    private static readonly TextField s_account = new("account", "the account of every row; it wins over what the file says", 100)
    {
        Example = "IRA",
    };
    private static readonly TextField s_zone = new("time_zone", "the IANA zone of times without an offset", 100)
    {
        Default = "America/New_York",
        Example = "Europe/Berlin",
    };
    private static readonly TextField s_broker = new(
        "broker",
        "what the file has to be, such as tastytrade; any known export where it is not given",
        100
    );
    private static readonly TextField s_mapping = new(
        "mapping",
        "how to read CSV of another broker: JSON as docs/importing.md describes it",
        MaxFieldBytes
    );

    private readonly Dictionary<string, string> _texts = new(StringComparer.Ordinal);

    private ImportForm() { }

    internal static FormUpload Description { get; } = new("Import", s_file, [s_account, s_zone, s_broker, s_mapping]);

    internal UploadedFile File { get; private set; } = null!;

    internal string FileName { get; private set; } = "";

    internal string? Account => _texts.GetValueOrDefault(s_account.Name);

    internal string? TimeZone => _texts.GetValueOrDefault(s_zone.Name);

    internal string? Broker => _texts.GetValueOrDefault(s_broker.Name);

    internal string? Mapping => _texts.GetValueOrDefault(s_mapping.Name);

    /// <summary>Reads the parts as they arrive; otherwise gives the answer that says what is wrong.</summary>
    internal static async Task<(ImportForm? Form, IResult? Problem)> ReadAsync(HttpContext context, long maxFileBytes)
    {
        // The parts have limits of their own. With the server's, a sender of too much would see a broken connection and no answer.
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
            limit.MaxRequestBodySize = null;
        if (context.Request.ContentLength > maxFileBytes + (MaxParts * MaxFieldBytes))
            return (null, Problems.TooLarge(maxFileBytes));
        if (BoundaryOf(context.Request) is not { } boundary)
            return (null, Problems.BadField("body", $"Expected multipart/form-data with a part {s_file.Name}."));
        var form = new ImportForm();
        var errors = new FieldErrors();
        try
        {
            await form.ReadPartsAsync(new MultipartReader(boundary, context.Request.Body), maxFileBytes, errors, context.RequestAborted);
        }
        catch (FileTooLargeException)
        {
            return (null, Problems.TooLarge(maxFileBytes));
        }
        catch (NotTextException exception)
        {
            errors.Add(s_file.Name, $"{exception.Message} A spreadsheet can be saved as CSV.");
        }
        catch (InvalidDataException exception)
        {
            errors.Add("body", $"It is not valid multipart/form-data: {exception.Message}");
        }
        catch (IOException exception) when (exception is not BadHttpRequestException && !context.RequestAborted.IsCancellationRequested)
        {
            errors.Add("body", "It ends before its last part does.");
        }

        if (!errors.Any && form.File is null)
            errors.Add(s_file.Name, $"Required: {s_file.What}.");
        return errors.Any ? (null, errors.ToResult()) : (form, null);
    }

    private async Task ReadPartsAsync(MultipartReader reader, long maxFileBytes, FieldErrors errors, CancellationToken abort)
    {
        // What is wrong ends the reading: the rest may be of any length.
        for (var parts = 0; !errors.Any && await reader.ReadNextSectionAsync(abort) is { } section; parts++)
        {
            if (
                parts == MaxParts
                || !ContentDispositionHeaderValue.TryParse(section.ContentDisposition, out var disposition)
                || HeaderUtilities.RemoveQuotes(disposition.Name).ToString() is not { Length: > 0 } name
            )
                throw new InvalidDataException($"Expected at most {MaxParts} parts, each with a name.");
            if (name == s_file.Name)
            {
                FileName = NameOf(disposition);
                if (File is null)
                    File = await UploadedFile.ReadAsync(section.Body, maxFileBytes, abort);
                else
                    errors.Add(name, "It is there twice.");
            }
            else if (Description.Fields.FirstOrDefault(field => field.Name == name) is { } field)
                await ReadTextAsync(section, field, errors, abort);
            else
                errors.Add(
                    Shown(name),
                    $"Unknown part. {Spelling.Hint(name, [s_file.Name, .. Description.Fields.Select(one => one.Name)])}"
                );
        }
    }

    private async Task ReadTextAsync(MultipartSection section, TextField field, FieldErrors errors, CancellationToken abort)
    {
        using var reader = new StreamReader(section.Body, Encoding.UTF8, detectEncodingFromByteOrderMarks: true);
        var buffer = new char[field.Max + 1];
        var read = await reader.ReadBlockAsync(buffer, abort);
        var text = new string(buffer, 0, read).Trim();
        if (read > field.Max || !JsonText.IsStorable(text, out _))
            errors.Add(field.Name, $"Expected at most {field.Max} characters of valid text, none of them NUL.");
        else if (text.Length > 0 && !_texts.TryAdd(field.Name, text))
            errors.Add(field.Name, "It is there twice.");
    }

    private static string? BoundaryOf(HttpRequest request) =>
        MediaTypeHeaderValue.TryParse(request.ContentType, out var type)
        && type.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase)
        && HeaderUtilities.RemoveQuotes(type.Boundary) is { Length: > 0 and <= 200 } boundary
            ? boundary.ToString()
            : null;

    /// <summary>The name as it was sent, whatever it is; what a database can't hold is replaced.</summary>
    private static string NameOf(ContentDispositionHeaderValue disposition)
    {
        var given = disposition.FileNameStar is { Length: > 0 } star ? star : HeaderUtilities.RemoveQuotes(disposition.FileName);
        return Shown(given.ToString());
    }

    private static string Shown(string text)
    {
        var cut = text.Length <= MaxFileName ? text : text[..MaxFileName];
        // A surrogate without its other half becomes the same character.
        return Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(cut.Replace('\0', '\uFFFD')));
    }
}
