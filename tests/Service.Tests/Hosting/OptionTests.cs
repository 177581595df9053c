using LearningActors.Configuration;
using LearningActors.Hosting;

namespace LearningActors.Tests.Hosting;

/// <summary>What an operator configures is checked when the service starts, and told in one line.</summary>
public sealed class OptionTests
{
    /// <summary>Each as the operator would set it, with the line that the start ends in.</summary>
    public static TheoryData<string, string, string> Mistakes =>
        new()
        {
            { "Prompts__MonthlyBudgetUsd", "abc", "Prompts__MonthlyBudgetUsd is 'abc'; expected a number from 0 to 100000." },
            { "Prompts__MonthlyBudgetUsd", "-1", "Prompts__MonthlyBudgetUsd is '-1'; expected a number from 0 to 100000." },
            { "Experiments__HoldoutMaxShare", "7", "Experiments__HoldoutMaxShare is '7'; expected a number from 0 to 0.5." },
            { "Experiments__HoldoutMaxShare", "NaN", "Experiments__HoldoutMaxShare is 'NaN'; expected a number from 0 to 0.5." },
            { "Prompts__Variants", "2.5", "Prompts__Variants is '2.5'; expected a whole number from 1 to 10." },
            { "Prompts__GenerationModel", "gpt", "Prompts__GenerationModel is 'gpt'; expected one of: fine-tuned, groq, openai." },
            { "Prompts__MonthlyBudget", "1", "Prompts__MonthlyBudget is not an option. Did you mean Prompts__MonthlyBudgetUsd?" },
            { "Prompts__Variants__Most", "1", "Prompts__Variants__Most is not an option. Did you mean Prompts__Variants?" },
            { "Promts__Variants", "1", "Promts is not a section of the configuration. Did you mean Prompts?" },
            {
                "Models__openai__Timeout",
                "xyz",
                "Models__openai__Timeout is 'xyz'; expected a duration (hours:minutes:seconds) from 00:00:00.1 to 00:10:00."
            },
            {
                "Models__openai__Timeout",
                "5",
                "Models__openai__Timeout is '5'; expected a duration (hours:minutes:seconds) from 00:00:00.1 to 00:10:00."
            },
            { "Models__openai__NeedsKey", "yes", "Models__openai__NeedsKey is 'yes'; expected true or false." },
            {
                "Models__openai__BaseAddress",
                "nowhere",
                "Models__openai__BaseAddress is 'nowhere'; expected an address such as https://host/path."
            },
            {
                "Models__local__BaseAddress",
                "http://127.0.0.1:1/v1",
                "Models__local__Model is not set; expected the name of the model to ask at http://127.0.0.1:1/v1."
            },
            { "Models__openai__TimeOuts", "1", "Models__openai__TimeOuts is not an option. Did you mean Models__openai__Timeout?" },
            { "PreferredModel", "gpt", "PreferredModel is 'gpt'; expected one of: fine-tuned, groq, openai." },
            { "Ledger__QueueCapacity", "0", "Ledger__QueueCapacity is '0'; expected a whole number from 1 to 10000000." },
            {
                "Ledger__RatedExplanationsPerHour",
                "ten",
                "Ledger__RatedExplanationsPerHour is 'ten'; expected a whole number from 1 to 1000000."
            },
            { "Ledger__SharedDatabase", "true", "Ledger__SharedDatabase is not an option. Did you mean Ledger__QueueCapacity?" },
            { "Cycles__Enabled", "off", "Cycles__Enabled is 'off'; expected true or false." },
            {
                "Notifiers__Webhook__Url",
                "ftp://host",
                "Notifiers__Webhook__Url is 'ftp://host'; expected an address such as https://host/path."
            },
            {
                "Notifiers__Smtp__Host",
                "mail.example.com",
                "Notifiers__Smtp__From is not set; expected the sender's mail address, since there is a mail server."
            },
            {
                "Retention__FactsDays",
                "400",
                "Retention__Directory is not set; expected a folder on a disk that stays and that every silo reaches, since FactsDays "
                    + "archives."
            },
            { "Notifiers__Smtp__To__0", "nobody", "Notifiers__Smtp__To__0 is 'nobody'; expected a mail address." },
            { "Logging__Console__FormatterName", "jsn", "Logging__Console__FormatterName is 'jsn'; expected simple, json or systemd." },
            {
                "Logging__LogLevel__Default",
                "Loud",
                "Logging__LogLevel__Default is 'Loud'; expected Trace, Debug, Information, Warning, Error, Critical or None."
            },
        };

    /// <summary>Variables of the environment, with the line that the start ends in.</summary>
    public static TheoryData<string, string, string> WrongVariables =>
        new()
        {
            { "LEARNING_ENGINE_KEY", "short", "LEARNING_ENGINE_KEY has 5 characters; expected at least 8 characters." },
            { "OPENAI_BASE_URL", "api.openai.com", "OPENAI_BASE_URL is 'api.openai.com'; expected an address such as https://host/path." },
            {
                "OTEL_EXPORTER_OTLP_ENDPOINT",
                "collector",
                "OTEL_EXPORTER_OTLP_ENDPOINT is 'collector'; expected an address such as https://host/path."
            },
            { "OTEL_EXPORTER_OTLP_PROTOCOL", "http", "OTEL_EXPORTER_OTLP_PROTOCOL is 'http'; expected grpc or http/protobuf." },
        };

    /// <summary>Variables that are read before the host is built.</summary>
    public static TheoryData<string, string, string> WrongSettings =>
        new()
        {
            { "LEARNING_ROLE", "front", "LEARNING_ROLE is 'front'; expected all, silo or api." },
            { "LEARNING_ROLE", "1", "LEARNING_ROLE is '1'; expected all, silo or api." },
            { "LEARNING_URL", "https://here", "LEARNING_URL is 'https://here'; expected an address such as http://127.0.0.1:8080." },
            { "LEARNING_URL", "8080", "LEARNING_URL is '8080'; expected an address such as http://127.0.0.1:8080." },
            { "LEARNING_SILO_PORT", "70000", "LEARNING_SILO_PORT is '70000'; expected a whole number from 1 to 65535." },
            {
                "LEARNING_SILO_ADDRESS",
                "silo-1",
                "LEARNING_SILO_ADDRESS is 'silo-1'; expected an IP address of this machine, such as 10.0.0.5."
            },
        };

    [Theory]
    [MemberData(nameof(Mistakes))]
    public async Task AMistakeInTheConfigurationStopsTheStartWithOneLine(string variable, string value, string line)
    {
        var thrown = await Assert.ThrowsAsync<OperatorException>(() =>
            BuildAsync(_ => null, (variable.Replace("__", ":", StringComparison.Ordinal), value))
        );
        Assert.Equal(line, thrown.Message);
    }

    [Theory]
    [MemberData(nameof(WrongVariables))]
    public async Task AMistakeInAVariableStopsTheStartWithOneLine(string variable, string value, string line)
    {
        var thrown = await Assert.ThrowsAsync<OperatorException>(() => BuildAsync(name => name == variable ? value : null));
        Assert.Equal(line, thrown.Message);
    }

    [Theory]
    [MemberData(nameof(WrongSettings))]
    public void AMistakeInASettingIsToldInOneLine(string variable, string value, string line) =>
        Assert.Equal(line, Assert.Throws<OperatorException>(() => ServiceSettings.From(name => name == variable ? value : null)).Message);

    [Fact]
    public void AVariableThatIsNoneOfOursIsRefusedWithTheNearestThatIs()
    {
        var thrown = Assert.Throws<OperatorException>(() =>
            KnownVariables.RefuseUnknown(new Dictionary<string, string> { ["LEARNING_POSTGRESS"] = "Host=h", ["PATH"] = "/bin" })
        );
        Assert.Equal("LEARNING_POSTGRESS is not a variable of this service. Did you mean LEARNING_POSTGRES?", thrown.Message);
        KnownVariables.RefuseUnknown(
            new Dictionary<string, string>
            {
                ["LEARNING_MAIL"] = "secret",
                ["Notifiers__Smtp__PasswordVariable"] = "LEARNING_MAIL",
                ["OTHER"] = "1",
            }
        );
    }

    [Fact]
    public async Task TheQuotaIsWhatTheConfigurationSays()
    {
        await using var service = await TestService.StartAsync(builder => builder.Configuration["Ledger:RatedExplanationsPerHour"] = "2");
        var explanations = await service.LogAsync(3);
        var answers = new List<System.Net.HttpStatusCode>();
        foreach (var explanation in explanations)
            answers.Add((await service.RateAsync(explanation, new { helpful = true, session = "s1" })).StatusCode);
        Assert.Equal([System.Net.HttpStatusCode.OK, System.Net.HttpStatusCode.OK, System.Net.HttpStatusCode.TooManyRequests], answers);
    }

    /// <summary>The options are checked before the database is looked for: there is none here.</summary>
    private static async Task BuildAsync(Func<string, string?> environment, params (string Path, string Value)[] configuration)
    {
        var home = Directory.CreateTempSubdirectory("learningactors-options-");
        try
        {
            await using var host = await LearningHost.BuildAsync(
                new ServiceSettings { Home = home.FullName },
                "Host=127.0.0.1;Port=1",
                environment,
                builder =>
                {
                    foreach (var (path, value) in configuration)
                        builder.Configuration[path] = value;
                }
            );
        }
        finally
        {
            home.Delete(recursive: true);
        }
    }
}
