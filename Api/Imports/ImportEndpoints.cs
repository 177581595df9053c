using LearningActors.Http;
using LearningActors.Operations;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace LearningActors.Imports;

internal static class ImportEndpoints
{
    private static readonly ChoiceField<ImportStatus> s_status = new("status", "how it stands; all where it is not given")
    {
        Example = "complete",
    };
    private static readonly TextField s_account = new("account", "the account that was named with the upload", 100) { Example = "IRA" };
    private static readonly TextField s_broker = new("broker", "the broker, or the name of a mapping", 100) { Example = "tastytrade" };
    private static readonly TimeOrDayField s_from = new("from", "begun at that instant, or on that UTC day, or later")
    {
        Example = "2026-03-01",
    };
    private static readonly TimeOrDayField s_to = new("to", "begun before that instant, or up to the end of that UTC day")
    {
        Example = "2026-03-31",
        IsEnd = true,
    };

    private static readonly ListFields<ImportSort> s_imports = new(
        "-started_at",
        [
            ("started_at", ImportSort.StartedAt, SortKind.Time),
            ("file_name", ImportSort.FileName, SortKind.Text),
            ("broker", ImportSort.Broker, SortKind.Text),
        ],
        [s_status, s_account, s_broker, s_from, s_to]
    )
    {
        Id = SortKind.Uuid,
    };
    private static readonly ListFields<ImportRowSort> s_rows = new("line", [("line", ImportRowSort.Line, SortKind.Whole)], [])
    {
        Id = SortKind.Whole,
    };

    internal static void MapImports(this IEndpointRouteBuilder api)
    {
        api.MapCash();
        var imports = api.MapGroup("/api/v1/strategies/learning/imports").WithTags("Imports");
        imports
            .MapPost("", Upload)
            .IsRepeatable()
            .RequireScope(Scope.Engine, Scope.Rate)
            .WithName("uploadImport")
            .WithSummary("Stores a broker's history of an account. The same file again is the same import and stores nothing again.")
            .WithDescription(
                "With Accept: application/x-ndjson the answer is a line for each thousand rows, {\"rows_done\": …, \"rows\": …}, and "
                    + "at the end a line that is the answer, or a problem."
            )
            .Produces<ImportReceipt>()
            .ProducesProblem(400)
            .ProducesProblem(409)
            .ProducesProblem(413)
            .WithUpload(ImportForm.Description);
        imports
            .MapGet("", List)
            .RequireScope(Scope.Engine, Scope.Read)
            .WithName("listImports")
            .WithSummary("Imports, the newest first.")
            .Produces<Page<ImportRecord>>()
            .WithQuery(s_imports.Query);
        imports
            .MapGet("/{id}", Find)
            .RequireScope(Scope.Engine, Scope.Read)
            .WithName("getImport")
            .WithSummary("An import: what it stored, and what could not be used by cause.")
            .Produces<ImportRecord>()
            .ProducesProblem(404);
        imports
            .MapGet("/{id}/rows", ListRows)
            .RequireScope(Scope.Engine, Scope.Read)
            .WithName("listImportRows")
            .WithSummary("Every row that could not be used, in the order of the file.")
            .Produces<Page<UnusableRow>>()
            .ProducesProblem(404)
            .WithQuery(s_rows.Query);
        imports
            .MapPost("/{id}/undo", Undo)
            .IsRepeatable()
            .RequireScope(Scope.Engine, Scope.Rate)
            .WithName("undoImport")
            .WithSummary("Removes what the import stored first, as long as nothing was decided on it.")
            .Produces<ImportRecord>()
            .ProducesProblem(404)
            .ProducesProblem(409);
    }

    private static async Task<IResult> Upload(HttpContext context, IGrainFactory grains, LearningApiOptions options)
    {
        var (form, problem) = await ImportForm.ReadAsync(context, options.MaxImportBytes);
        if (form is null)
            return problem!;
        var errors = new FieldErrors();
        if (ImportFile.Read(form, context.Caller().Name, errors) is not { } file)
            return errors.ToResult();
        var upload = new ImportStorage(Grain(grains), file);
        return context
                .Request.GetTypedHeaders()
                .Accept.Any(type => type.MediaType.Equals(ImportProgress.MediaType, StringComparison.OrdinalIgnoreCase))
                ? new ImportProgress(upload)
            : await upload.RunAsync((_, _) => Task.CompletedTask, context.RequestAborted) is { } receipt ? TypedResults.Ok(receipt)
            : ImportStorage.Undone;
    }

    private static async Task<IResult> List(HttpContext context, IGrainFactory grains)
    {
        var query = new QueryReader(context);
        var filter = new ImportFilter(
            query.Read(s_status),
            query.Read(s_account),
            query.Read(s_broker),
            query.Read(s_from),
            query.Read(s_to)
        );
        var request = s_imports.Read(query);
        return query.Errors.Any ? query.Errors.ToResult() : s_imports.Answer(query, await Grain(grains).List(filter, request));
    }

    private static async Task<IResult> Find(string id, IGrainFactory grains) =>
        Guid.TryParse(id, out var import) && await Grain(grains).Find(import) is { } found
            ? TypedResults.Ok(found)
            : Problems.NotFound("id", id);

    private static async Task<IResult> ListRows(string id, HttpContext context, IGrainFactory grains)
    {
        var query = new QueryReader(context);
        var request = s_rows.Read(query);
        if (query.Errors.Any)
            return query.Errors.ToResult();
        return Guid.TryParse(id, out var import) && await Grain(grains).Find(import) is not null
            ? s_rows.Answer(query, await Grain(grains).Rows(import, request))
            : Problems.NotFound("id", id);
    }

    private static async Task<IResult> Undo(string id, HttpContext context, IGrainFactory grains) =>
        !Guid.TryParse(id, out var import)
        || await Grain(grains).Undo(import, context.NewAuditEntry("import.undo", $"{import}")) is not { } undo
            ? Problems.NotFound("id", id)
        : undo.Refusal is { } refusal ? Problems.Conflict("id", refusal)
        : TypedResults.Ok(undo.Import);

    private static IImportGrain Grain(IGrainFactory grains) => grains.GetGrain<IImportGrain>(IImportGrain.Key);
}
