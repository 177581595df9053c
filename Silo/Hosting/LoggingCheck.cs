using LearningActors.Configuration;
using Microsoft.Extensions.Logging.Console;

namespace LearningActors.Hosting;

/// <summary>Checks what the framework reads of the section <c>Logging</c>, which fails with a stack trace or not at all.</summary>
internal static class LoggingCheck
{
    /// <summary>The option that chooses how a line of the log is written.</summary>
    internal const string Formatter = "Logging:Console:FormatterName";

    private static readonly string[] s_formatters =
    [
        ConsoleFormatterNames.Simple,
        ConsoleFormatterNames.Json,
        ConsoleFormatterNames.Systemd,
    ];

    /// <exception cref="OperatorException">Something is wrong.</exception>
    internal static void Check(IConfiguration configuration)
    {
        if (configuration[Formatter] is { Length: > 0 } formatter && !s_formatters.Contains(formatter, StringComparer.OrdinalIgnoreCase))
            throw new OperatorException(
                $"{new OptionsReader(configuration).Name(Formatter)} is '{formatter}'; expected simple, json or systemd."
            );
        foreach (var section in new[] { "Logging:LogLevel", "Logging:Console:LogLevel", "Logging:OpenTelemetry:LogLevel" })
        {
            foreach (var level in configuration.GetSection(section).GetChildren())
            {
                if (!Enum.TryParse<LogLevel>(level.Value, ignoreCase: true, out _))
                {
                    throw new OperatorException(
                        $"{new OptionsReader(configuration).Name(level.Path)} is '{level.Value}'; expected "
                            + $"{string.Join(", ", Enum.GetNames<LogLevel>().SkipLast(1))} or None."
                    );
                }
            }
        }
    }
}
