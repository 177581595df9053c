using System.Buffers;
using System.IO.Pipelines;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace LearningActors.Http;

/// <summary>A request's body, read whole up to a limit and parsed.</summary>
internal sealed class JsonBody : IDisposable
{
    private readonly PipeReader _reader;
    private readonly ReadOnlySequence<byte> _buffer;
    private readonly JsonDocument _document;

    private JsonBody(PipeReader reader, ReadOnlySequence<byte> buffer, JsonDocument document) =>
        (_reader, _buffer, _document) = (reader, buffer, document);

    internal JsonElement Root => _document.RootElement;

    /// <summary>Reads and parses; otherwise gives the answer that says why not.</summary>
    internal static async ValueTask<(JsonBody? Body, IResult? Problem)> ReadAsync(HttpContext context, long limit)
    {
        if (context.Request.ContentLength > limit)
            return (null, Problems.TooLarge(limit));
        var reader = context.Request.BodyReader;
        while (true)
        {
            var read = await reader.ReadAsync(context.RequestAborted);
            if (read.Buffer.Length > limit)
            {
                reader.AdvanceTo(read.Buffer.End);
                return (null, Problems.TooLarge(limit));
            }

            if (read.IsCompleted)
                return Parse(reader, read.Buffer);
            reader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        }
    }

    /// <summary>
    /// Reads the body that the endpoint describes, one object; otherwise, or where a field is wrong, gives the answer that says so.
    /// </summary>
    internal static ValueTask<(T? Value, IResult? Problem)> ReadObjectAsync<T>(HttpContext context, Func<FieldReader, T?> read)
        where T : class => ReadObjectAsync(context, RequestBody.Of(context).Schema, read);

    /// <summary>Reads a body that is one object of a schema.</summary>
    internal static async ValueTask<(T? Value, IResult? Problem)> ReadObjectAsync<T>(
        HttpContext context,
        BodySchema schema,
        Func<FieldReader, T?> read
    )
        where T : class
    {
        var (body, problem) = await ReadAsync(context, RequestBody.SmallBytes);
        if (body is null)
            return (null, problem);
        using (body)
        {
            var errors = new FieldErrors();
            var value = FieldReader.Of(body.Root, "", errors, schema) is { } fields ? read(fields) : null;
            return errors.Any ? (null, errors.ToResult()) : (value, null);
        }
    }

    /// <summary>Reads the body that the endpoint describes, one object or an array of them.</summary>
    internal static async ValueTask<(Items<T>? Items, IResult? Problem)> ReadItemsAsync<T>(HttpContext context, Func<FieldReader, T?> read)
        where T : class
    {
        var described = RequestBody.Of(context);
        var (body, problem) = await ReadAsync(context, described.MaxBytes);
        if (body is null)
            return (null, problem);
        using (body)
            return Items<T>.Read(body.Root, described, read);
    }

    public void Dispose()
    {
        _document.Dispose();
        _reader.AdvanceTo(_buffer.End);
    }

    private static (JsonBody?, IResult?) Parse(PipeReader reader, ReadOnlySequence<byte> buffer)
    {
        try
        {
            return (new JsonBody(reader, buffer, JsonDocument.Parse(buffer, new JsonDocumentOptions { MaxDepth = 16 })), null);
        }
        catch (JsonException exception)
        {
            var (field, near) = WhereItBreaks(buffer);
            reader.AdvanceTo(buffer.End);
            return (
                null,
                Problems.BadField(
                    field,
                    $"The body is not valid JSON here (line {exception.LineNumber + 1}, byte {exception.BytePositionInLine + 1}{near})."
                )
            );
        }
    }

    /// <summary>The property that was being read when the JSON broke; <c>body</c> before the first.</summary>
    private static (string Field, string Near) WhereItBreaks(ReadOnlySequence<byte> buffer)
    {
        var field = "body";
        var reader = new Utf8JsonReader(buffer, new JsonReaderOptions { MaxDepth = 16 });
        try
        {
            while (reader.Read())
            {
                if (reader.TokenType == JsonTokenType.PropertyName)
                    field = reader.GetString() is { Length: > 0 and <= 64 } name ? name : field;
            }
        }
        catch (JsonException)
        {
            return (field, field == "body" ? "" : $", at or after \"{field}\"");
        }
        catch (InvalidOperationException)
        {
            return (field, "");
        }

        return (field, "");
    }
}
