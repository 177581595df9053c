using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using LearningActors.Configuration;
using LearningActors.Hosting;
using LearningActors.Tests.Durability;
using LearningActors.Tests.Simulation;

namespace LearningActors.Tests.Hosting;

/// <summary>A newcomer's mistake is told in one line that says what to do, and leaves nothing running.</summary>
public sealed class MistakeTests : IAsyncLifetime
{
    private readonly ServiceHome _home = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _home.RemoveAsync();

    [Fact]
    public async Task ASecondServiceAndADemonstrationAtTheSameAddressAreRefusedAndTheFirstGoesOn()
    {
        using var service = await ServiceProcess.StartAsync(_home.Path, _home.Port);
        var taken =
            $"http://127.0.0.1:{_home.Port} is taken: this service already runs there, or another program does. Stop it, or set "
            + "LEARNING_URL to a free one.";
        Assert.Equal($"1: LearningActors cannot start: {taken}", await RefusedAsync([]));
        var (exit, words) = await RunDemoAsync(_home.Port);
        Assert.Equal((1, $"./run demo: {taken}"), (exit, words.Trim()));
        Assert.Equal(HttpStatusCode.OK, (await service.Client.GetAsync("/health/ready")).StatusCode);
        Assert.Equal(0, await service.StopAsync());
    }

    [Fact]
    public async Task ADemonstrationDoesNotRemoveTheDatabaseOfAServiceThatRuns()
    {
        var place = Path.Combine(_home.Path, "demo");
        using var service = await ServiceProcess.StartAsync(place, _home.Port);
        var (exit, words) = await RunDemoAsync(LoopbackPort.Free());
        Assert.Equal(
            (1, $"./run demo: A service runs on the database in {place}, which a new demonstration would remove. Stop it first."),
            (exit, words.Trim())
        );
        Assert.Equal(HttpStatusCode.OK, (await service.Client.GetAsync("/health/ready")).StatusCode);
        Assert.Equal(0, await service.StopAsync());
    }

    [Fact]
    public async Task AnAddressThatAnotherProgramHasIsNamed()
    {
        using var other = new TcpListener(IPAddress.Loopback, _home.Port);
        other.Start();
        Assert.StartsWith($"1: LearningActors cannot start: http://127.0.0.1:{_home.Port} is taken: ", await RefusedAsync([]));
        Assert.False(Directory.Exists(Path.Combine(_home.Path, "postgres")), "It has begun to set up a database.");
    }

    [ClusterFact]
    public async Task ASiloPortThatAnotherProgramHasIsNamed()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var port = ((IPEndPoint)other.LocalEndpoint).Port;
        Assert.Equal(
            $"1: LearningActors cannot start: The silo's port {port} is taken: this service already runs there, or another program does. "
                + "Stop it, or set LEARNING_SILO_PORT to a free one.",
            await RefusedAsync(new() { ["LEARNING_SILO_PORT"] = $"{port}" })
        );
    }

    [ClusterFact]
    public async Task AnAddressOfAnotherMachineIsNamed() =>
        Assert.StartsWith(
            "1: LearningActors cannot start: LEARNING_SILO_ADDRESS is '192.0.2.1'; expected an IP address of this machine: ",
            await RefusedAsync(new() { ["LEARNING_SILO_ADDRESS"] = "192.0.2.1" })
        );

    [Theory]
    [InlineData(
        "LEARNING_POSTGRES",
        "Host=127.0.0.1;Port=1;Username=nobody;Database=none",
        "PostgreSQL at 127.0.0.1:1, database 'none', user 'nobody' refused the connection: "
    )]
    [InlineData(
        "LEARNING_POSTGRES",
        "Host=nowhere.invalid;Database=none;Username=nobody",
        "PostgreSQL at nowhere.invalid:5432, database 'none', user 'nobody' refused the connection: "
    )]
    [InlineData(
        "LEARNING_POSTGRESS",
        "Host=127.0.0.1",
        "LEARNING_POSTGRESS is not a variable of this service. Did you mean LEARNING_POSTGRES?"
    )]
    [InlineData("Experiments__HoldoutMaxShare", "7", "Experiments__HoldoutMaxShare is '7'; expected a number from 0 to 0.5.")]
    public async Task AWrongVariableEndsTheStartWithOneLine(string variable, string value, string line)
    {
        var words = await RefusedAsync(new() { [variable] = value });
        Assert.StartsWith($"1: LearningActors cannot start: {line}", words);
        Assert.DoesNotContain("\n", words);
        Assert.True((await PrivatePostgres.StartAsync(_home.Path)).WasStarted, "A server was left running.");
    }

    [Fact]
    public async Task AFileThatHoldsAMistakeIsNamed()
    {
        var reader = new OptionsReader(new Microsoft.Extensions.Configuration.ConfigurationManager());
        Assert.Equal("Prompts__Variants", reader.Name("Prompts:Variants"));
        var file = Path.Combine(_home.Path, "some.json");
        await File.WriteAllTextAsync(file, """{ "Prompts": { "Variants": "x" } }""");
        var configuration = new Microsoft.Extensions.Configuration.ConfigurationManager();
        Microsoft.Extensions.Configuration.JsonConfigurationExtensions.AddJsonFile(configuration, file);
        var thrown = Assert.Throws<OperatorException>(() => ServiceOptions.Read(configuration, _ => null));
        Assert.Equal("Prompts:Variants (in some.json) is 'x'; expected a whole number from 1 to 10.", thrown.Message);
    }

    /// <summary>The exit code and all that was said, without the empty last line.</summary>
    private async Task<string> RefusedAsync(Dictionary<string, string> environment)
    {
        var (service, exit) = await ServiceProcess.TryStartAsync(_home.Path, _home.Port, environment);
        service?.Dispose();
        Assert.Null(service);
        return exit.Trim();
    }

    private async Task<(int Exit, string Words)> RunDemoAsync(int port)
    {
        var start = DemoProcess.Start(_home.Path, port);
        using var demo = Process.Start(start)!;
        var words = demo.StandardError.ReadToEndAsync();
        await demo.WaitForExitAsync();
        return (demo.ExitCode, await words);
    }
}
