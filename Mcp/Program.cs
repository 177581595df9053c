using LearningActors.Client;
using LearningActors.Mcp;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

LearningConnection connection;
try
{
    connection = LearningConnection.Open(McpSettings.Read(Environment.GetEnvironmentVariable));
}
catch (Exception exception) when (exception is McpSettingException or OptionsValidationException)
{
    await Console.Error.WriteLineAsync($"./run mcp: {exception.Message}");
    return 1;
}

await using (connection)
{
    var builder = Host.CreateEmptyApplicationBuilder(settings: null);
    // Standard output is the protocol's alone.
    builder.Logging.AddConsole(console => console.LogToStandardErrorThreshold = LogLevel.Trace).SetMinimumLevel(LogLevel.Warning);
    builder
        .Services.AddMcpServer(server =>
        {
            server.ServerInfo = new() { Name = "LearningActors", Version = "1.0.0" };
            server.ServerInstructions =
                "Before a trade call relevant_insights; after it is closed, log_trade. "
                + "explain_signal explains a BUY, SELL or HOLD signal. rule_standing tells how a strategy rule does, "
                + "and waiting_decisions what people have to decide. Rates come with their sample size and 95 % interval: say them, too.";
        })
        .WithStdioServerTransport()
        .WithTools(new LearningTools(connection.Client), ClientJson.Options);
    await builder.Build().RunAsync();
}

return 0;
