using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.ResponseCompression;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace LearningActors.Http;

/// <summary>Compresses longer answers for callers that take brotli or gzip.</summary>
/// <remarks>
/// Only where the key is in the header. What a browser reads by its cookie is not compressed: another site can make the browser
/// ask, and the length of what is compressed together with a guess tells whether the guess is right (BREACH). The header is sent by
/// nobody but who has the key.
/// </remarks>
internal sealed class ApiCompression(IServiceProvider services, IOptions<ResponseCompressionOptions> options)
    : ResponseCompressionProvider(services, options)
{
    /// <summary>Shorter answers are not worth it.</summary>
    private const int MinBytes = 1024;

    /// <inheritdoc />
    public override bool ShouldCompressResponse(HttpContext context) =>
        context.Response.ContentLength is not < MinBytes && base.ShouldCompressResponse(context);

    internal static void AddTo(IServiceCollection services)
    {
        services.AddSingleton<IResponseCompressionProvider, ApiCompression>();
        services.AddResponseCompression(compression =>
        {
            compression.EnableForHttps = true;
            compression.MimeTypes = ["application/json", "application/problem+json", "text/csv"];
            compression.Providers.Add<BrotliCompressionProvider>();
            compression.Providers.Add<GzipCompressionProvider>();
        });
    }

    internal static void UseIn(IApplicationBuilder application) =>
        application.UseWhen(
            context => context.Request.Headers.AcceptEncoding.Count > 0 && context.Request.Headers.Authorization.Count > 0,
            branch => branch.UseResponseCompression()
        );
}
