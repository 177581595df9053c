using System.Diagnostics;
using LearningActors.Hosting;
using LearningActors.Tests.Durability;
using Npgsql;

namespace LearningActors.Tests.Clients;

/// <summary>A client in another language sends votes while the service is killed and started again.</summary>
internal static class BatcherKill
{
    internal const int Votes = 6000;

    /// <summary>Every vote is committed once, whatever was under way when the service died.</summary>
    /// <param name="start">
    /// A program that sends so many votes, says <c>1500</c> when that many are committed, and <c>end</c> at the end.
    /// </param>
    internal static async Task RunAsync(ProcessStartInfo start)
    {
        var home = new ServiceHome();
        try
        {
            var service = await ServiceProcess.StartAsync(home.Path, home.Port);
            start.RedirectStandardOutput = true;
            start.Environment["LEARNING_URL"] = $"http://127.0.0.1:{home.Port}";
            start.Environment["LEARNING_API_KEY"] = ServiceProcess.Key;
            using var client = Process.Start(start)!;
            var killed = false;
            var last = "";
            while (await client.StandardOutput.ReadLineAsync() is { } line)
            {
                last = line;
                if (killed || line != "1500")
                    continue;
                await service.KillAsync();
                service.Dispose();
                service = await ServiceProcess.StartAsync(home.Path, home.Port);
                killed = true;
            }

            await client.WaitForExitAsync();
            Assert.Equal((true, "end", 0), (killed, last, client.ExitCode));
            var postgres = await PrivatePostgres.StartAsync(home.Path);
            await using (var database = NpgsqlDataSource.Create($"{postgres.ConnectionString};Pooling=false"))
            await using (var command = database.CreateCommand("SELECT count(*) || '|' || count(DISTINCT user_session) FROM llm_feedback"))
                Assert.Equal($"{Votes}|{Votes}", await command.ExecuteScalarAsync());
            Assert.Equal(0, await service.StopAsync());
            service.Dispose();
        }
        finally
        {
            await home.RemoveAsync();
        }
    }
}
