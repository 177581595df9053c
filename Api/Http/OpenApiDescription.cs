using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace LearningActors.Http;

/// <summary>Describes in the OpenAPI document what endpoints take, by what their readers follow, and all that they can answer.</summary>
internal static class OpenApiDescription
{
    private const string Problem = "Problem";
    private const string Key = "key";
    private const string Session = "session";
    private const string ProblemJson = "application/problem+json";

    /// <summary>What any endpoint with a scope can answer, beside its own answers.</summary>
    private static readonly (string Status, string Description)[] s_always =
    [
        ("401", "Nobody has signed in, no key was sent, or it is unknown, expired or revoked."),
        ("403", "The caller has none of the scopes that are needed, or sent no anti-forgery token."),
        ("429", "Too many requests, or too many explanations rated; Retry-After says when to go on."),
        ("503", "A part of the service is not available now; Retry-After says when to try again."),
    ];

    internal static void Configure(OpenApiOptions options)
    {
        options.OpenApiVersion = OpenApiSpecVersion.OpenApi3_1;
        options.AddDocumentTransformer(
            (document, _, _) =>
            {
                Describe(document);
                return Task.CompletedTask;
            }
        );
        options.AddOperationTransformer(
            (operation, context, _) =>
            {
                Describe(operation, context);
                return Task.CompletedTask;
            }
        );
    }

    private static void Describe(OpenApiDocument document)
    {
        document.Info.Title = "LearningActors";
        document.Info.Description =
            "Explanations of trading signals that improve by feedback and experiment, a trade journal that learns, and what was "
            + "recommended against what was done.";
        document.Components ??= new OpenApiComponents();
        document.Components.SecuritySchemes ??= new Dictionary<string, IOpenApiSecurityScheme>();
        document.Components.SecuritySchemes[Key] = new OpenApiSecurityScheme
        {
            Type = SecuritySchemeType.Http,
            Scheme = "bearer",
            Description = "An API key, or a rating token where the scope rating-token is named.",
        };
        document.Components.SecuritySchemes[Session] = new OpenApiSecurityScheme
        {
            Type = SecuritySchemeType.ApiKey,
            In = ParameterLocation.Cookie,
            Name = "learning_session",
            Description =
                "The session of somebody who has signed in; __Host-learning_session on https. Changes also need X-Antiforgery-Token.",
        };
        document.Components.Schemas ??= new Dictionary<string, IOpenApiSchema>();
        document.Components.Schemas[Problem] = new OpenApiSchema
        {
            Type = JsonSchemaType.Object,
            Description = "Problem details (RFC 9457).",
            Required = new HashSet<string> { "title", "status" },
            Properties = new Dictionary<string, IOpenApiSchema>
            {
                ["type"] = new OpenApiSchema { Type = JsonSchemaType.String },
                ["title"] = new OpenApiSchema { Type = JsonSchemaType.String, Description = "What kind of problem it is." },
                ["status"] = new OpenApiSchema { Type = JsonSchemaType.Integer, Format = "int32" },
                ["detail"] = new OpenApiSchema { Type = JsonSchemaType.String, Description = "What went wrong here." },
                ["errors"] = new OpenApiSchema
                {
                    Type = JsonSchemaType.Object,
                    Description = "What is wrong with each field, by its name, such as factors[0].name.",
                    AdditionalProperties = new OpenApiSchema
                    {
                        Type = JsonSchemaType.Array,
                        Items = new OpenApiSchema { Type = JsonSchemaType.String },
                    },
                },
                ["current"] = new OpenApiSchema
                {
                    Type = JsonSchemaType.Object,
                    Description = "Of 412: what it is now, as the same request answers it where it is done.",
                    AdditionalProperties = new OpenApiSchema(),
                },
                ["trace_id"] = new OpenApiSchema { Type = JsonSchemaType.String, Description = "Names the request in logs and traces." },
            },
        };
    }

    private static void Describe(OpenApiOperation operation, OpenApiOperationTransformerContext context)
    {
        var metadata = context.Description.ActionDescriptor.EndpointMetadata;
        if (metadata.OfType<RequestBody>().LastOrDefault() is { } body)
            operation.RequestBody = Describe(body, context.Document!);
        if (metadata.OfType<FormUpload>().LastOrDefault() is { } upload)
            operation.RequestBody = upload.Describe(context.Document!);
        foreach (var parameter in operation.Parameters?.OfType<OpenApiParameter>() ?? [])
        {
            if (parameter.In == ParameterLocation.Path)
                (parameter.Schema, parameter.Description) = PathParameter(parameter.Name!);
        }

        foreach (var field in metadata.OfType<RequestQuery>().LastOrDefault()?.Fields ?? [])
            (operation.Parameters ??= []).Add(Describe(field));
        if (metadata.OfType<TakesIdempotencyKey>().Any())
            (operation.Parameters ??= []).Add(IdempotencyKey.Description);
        if (metadata.OfType<TakesIfMatch>().Any())
            (operation.Parameters ??= []).Add(IfMatch.Description);
        operation.OperationId ??= string.Join(
            '_',
            $"{context.Description.HttpMethod} {context.Description.RelativePath}"
                .ToLowerInvariant()
                .Split([' ', '/', '{', '}', '-'], StringSplitOptions.RemoveEmptyEntries)
        );
        operation.Responses ??= [];
        var scope = metadata.OfType<RequiredScope>().LastOrDefault();
        if (scope is not null || metadata.OfType<RequiredPerson>().Any())
        {
            var who = scope is null ? "For people who have signed in." : $"Scope: {string.Join(" or ", scope.Any)}.";
            operation.Description = $"{operation.Description} {who}".Trim();
            operation.Security =
            [
                new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(Session, context.Document)] = [] },
                .. scope is null
                    ? []
                    : new[] { new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(Key, context.Document)] = [] } },
            ];
            foreach (var (status, description) in s_always)
                operation.Responses[status] = new OpenApiResponse { Description = description };
            if (string.Equals(context.Description.HttpMethod, "GET", StringComparison.Ordinal))
                operation.Responses["304"] = new OpenApiResponse { Description = "The answer is that of the ETag in If-None-Match." };
            if (metadata.OfType<RequestQuery>().LastOrDefault()?.Reads("format") == true)
                DescribeTable((OpenApiResponse)operation.Responses["200"]);
            if (metadata.OfType<RequestBody>().Any() || metadata.OfType<RequestQuery>().Any())
                operation.Responses.TryAdd("400", new OpenApiResponse { Description = "A field, or a name in the query, is wrong." });
        }

        foreach (var (status, response) in operation.Responses)
        {
            if (int.Parse(status, CultureInfo.InvariantCulture) >= 400 && response is OpenApiResponse problem)
                DescribeProblem(status, problem, context.Document!);
        }
    }

    /// <summary>A list as CSV.</summary>
    private static void DescribeTable(OpenApiResponse response)
    {
        response.Content!["text/csv"] = new OpenApiMediaType
        {
            Schema = new OpenApiSchema
            {
                Type = JsonSchemaType.String,
                Description =
                    "With format=csv, or Accept: text/csv. A column for each field of an item; those of an object in it are "
                    + "named outcome.pnl, an array is a cell of JSON. A text that begins like a formula has an apostrophe before it.",
            },
        };
        response.Headers = new Dictionary<string, IOpenApiHeader>
        {
            ["Next-Cursor"] = TextHeader("Of CSV: what next_cursor is of JSON; absent on the last part."),
            ["Link"] = TextHeader("Of CSV: rel=\"next\" is where the next part is; absent on the last part."),
        };

        static OpenApiHeader TextHeader(string description) =>
            new()
            {
                Description = description,
                Schema = new OpenApiSchema { Type = JsonSchemaType.String },
            };
    }

    private static void DescribeProblem(string status, OpenApiResponse response, OpenApiDocument document)
    {
        response.Content = new Dictionary<string, OpenApiMediaType>
        {
            [ProblemJson] = new() { Schema = new OpenApiSchemaReference(Problem, document) },
        };
        if (status is "429" or "503")
            response.Headers = new Dictionary<string, IOpenApiHeader>
            {
                ["Retry-After"] = new OpenApiHeader
                {
                    Description = "Seconds.",
                    Schema = new OpenApiSchema { Type = JsonSchemaType.Integer },
                },
            };
    }

    private static OpenApiRequestBody Describe(RequestBody body, OpenApiDocument document)
    {
        // What goes in is described apart from what comes out, which has ids and times of its own.
        var name = $"{body.Schema.Name}Input";
        document.AddComponent(name, body.Schema.Describe());
        IOpenApiSchema one = new OpenApiSchemaReference(name, document);
        IOpenApiSchema many = new OpenApiSchema
        {
            Type = JsonSchemaType.Array,
            MinItems = 1,
            MaxItems = body.MaxItems,
            Items = one,
        };
        return new OpenApiRequestBody
        {
            Required = true,
            Content = new Dictionary<string, OpenApiMediaType>
            {
                ["application/json"] = new()
                {
                    Schema =
                        body.MaxItems == 0 ? one
                        : body.IsArrayOnly ? many
                        : new OpenApiSchema { OneOf = [one, many] },
                    Example = JsonNode.Parse(body.Example),
                },
            },
        };
    }

    private static OpenApiParameter Describe(Field field)
    {
        var schema = field.Schema(isBody: false);
        return new OpenApiParameter
        {
            Name = field.Name,
            In = ParameterLocation.Query,
            Description = schema.Description,
            Required = field.IsRequired,
            Schema = schema,
            Example =
                field.Example is not { } example ? null
                : schema.Type is JsonSchemaType.Integer or JsonSchemaType.Number or JsonSchemaType.Boolean ? JsonNode.Parse(example)
                : JsonValue.Create(example),
        };
    }

    private static (OpenApiSchema Schema, string Description) PathParameter(string name) =>
        name switch
        {
            "signal" => (
                new OpenApiSchema
                {
                    Type = JsonSchemaType.String,
                    Enum = [.. SignalTypes.All.Select(signal => (JsonNode)JsonValue.Create(signal.Text()))],
                },
                "The signal; upper and lower case are the same."
            ),
            "explanation_id" => (new OpenApiSchema { Type = JsonSchemaType.String, Format = "uuid" }, "The explanation."),
            "year" => (Whole("2000", "9000"), "The year of ISO 8601."),
            "week" => (Whole("1", "53"), "The week of ISO 8601."),
            "ticker" => (new OpenApiSchema { Type = JsonSchemaType.String, MaxLength = 20 }, "The symbol, such as AAPL."),
            _ => (new OpenApiSchema { Type = JsonSchemaType.String }, $"The {name.Replace('_', ' ')}; a slash in it is escaped."),
        };

    private static OpenApiSchema Whole(string min, string max) =>
        new()
        {
            Type = JsonSchemaType.Integer,
            Minimum = min,
            Maximum = max,
        };
}
