using System.Diagnostics;
using System.Net;
using System.Runtime.CompilerServices;
using System.Text.Json;

namespace LearningActors.Tests.Deployment;

/// <summary>
/// The image, built by the command of the page on a base of this machine's own libraries, runs as the compose file has it: another user,
/// a root that is read-only, <c>/tmp</c> alone to write in.
/// </summary>
public sealed class ImageTests : IDisposable
{
    private const string Buildah = """buildah() { command buildah --root "$PWD/store" --runroot "$PWD/run" --storage-driver vfs "$@"; }""";
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("learningactors-image-");

    /// <inheritdoc />
    public void Dispose()
    {
        using var unmounted = Process.Start("bash", ["-c", $"cd '{_folder.FullName}'; {Buildah}; buildah unmount --all >/dev/null"]);
        unmounted.WaitForExit();
        _folder.Delete(recursive: true);
    }

    [ImageFact]
    public async Task TheImageRunsWithAReadOnlyRootIsHealthyAndDrains()
    {
        var program = Path.Combine(await PackedArchive.FolderAsync(), PackedArchive.Name, "bin", "LearningActors.Silo");
        var command = Listing.Of("docs/deployment.md", "docker build").FirstLine;
        // A base with the C library and what .NET loads beside it; the build without the SDK's image takes the packed archive.
        var (exit, words) = await Programs.RunAsync(
            "bash",
            _folder.FullName,
            "-euo",
            "pipefail",
            "-c",
            $$"""
            {{Buildah}}
            mkdir -p base/{dev,etc,proc,tmp}
            named() { ldconfig -p | awk -v name="$1" '$1 == name && !found++ { print $NF }'; }
            loaded="$(dirname '{{program}}')/libcoreclr.so $(named libssl.so.3) $(named libz.so.1) $(named libgssapi_krb5.so.2)"
            for library in $( (ldd '{{program}}' $loaded; echo "$loaded") | grep -oE '/[^ ]*/lib[^ ]*\.so[^ :]*|/lib64/[^ ]*' | sort -u); do
              [[ "$library" = */bin/* ]] || install -D "$library" "base$library"
            done
            from=$(buildah from scratch)
            buildah add -q "$from" base / >/dev/null
            buildah commit -q "$from" localhost/base >/dev/null
            docker() { (
              store=$PWD; cd '{{Repository.Root}}'
              command buildah --root "$store/store" --runroot "$store/run" --storage-driver vfs "$1" --format docker \
                --target image-of-archive --build-arg RUNTIME=localhost/base "${@:2}" >&2
            ); }
            {{command}}
            buildah inspect --type image learningactors >image.json
            buildah mount "$(buildah from learningactors)" >root
            """
        );
        Assert.True(exit == 0, words);
        using var image = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(_folder.FullName, "image.json")));
        var config = image.RootElement.GetProperty("Docker").GetProperty("config");
        Assert.Equal(("10001:10001", "SIGTERM"), (config.GetProperty("User").GetString(), config.GetProperty("StopSignal").GetString()));
        var port = LoopbackPort.Free();
        var variables = Texts(config.GetProperty("Env"))
            .Append($"LEARNING_URL=http://127.0.0.1:{port}")
            .Append($"LEARNING_POSTGRES={await TestPostgres.CreateDatabaseAsync(withSchema: false)}")
            .ToArray();
        var root = (await File.ReadAllTextAsync(Path.Combine(_folder.FullName, "root"))).Trim();

        using var service = Start(root, variables, Texts(config.GetProperty("Entrypoint")), out var said);
        try
        {
            using var client = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}") };
            await Eventually.TrueAsync(
                async () =>
                {
                    Assert.False(service.HasExited, service.HasExited ? await said : "");
                    try
                    {
                        return (await client.GetAsync("/health/ready")).StatusCode == HttpStatusCode.OK;
                    }
                    catch (HttpRequestException)
                    {
                        return false;
                    }
                },
                "the container is ready"
            );
            Assert.Contains("Uid:\t10001\t", await File.ReadAllTextAsync($"/proc/{service.Id}/status"), StringComparison.Ordinal);
            Assert.Contains(" / ro,", await File.ReadAllTextAsync($"/proc/{service.Id}/mountinfo"), StringComparison.Ordinal);
            var check = Texts(config.GetProperty("Healthcheck").GetProperty("Test"));
            Assert.Equal("CMD", check[0]);
            using (var healthy = Start(root, variables, check[1..], out var health))
            {
                await healthy.WaitForExitAsync();
                Assert.True(healthy.ExitCode == 0, await health);
            }

            await Programs.RunAsync("kill", "/", "-TERM", $"{service.Id}");
            await service.WaitForExitAsync();
            Assert.True(service.ExitCode == 0, await said);
        }
        finally
        {
            service.Kill();
        }
    }

    private static string[] Texts(JsonElement array) => [.. array.EnumerateArray().Select(one => one.GetString()!)];

    /// <summary>What a container is here: mounts of its own, the image's files read-only, its user and its variables.</summary>
    private static Process Start(string root, string[] variables, string[] command, out Task<string> said)
    {
        const string Contained = """
            root=$1; shift
            mount --bind "$root" "$root"
            mount -o remount,bind,ro "$root"
            mount -t tmpfs -o mode=1777 tmpfs "$root/tmp"
            mount -t proc proc "$root/proc"
            mount --bind /dev "$root/dev"
            exec chroot --userspec=10001:10001 "$root" "$@"
            """;
        var start = new ProcessStartInfo("unshare", ["--mount", "bash", "-euc", Contained, "contained", root, .. command])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment.Clear();
        start.Environment["PATH"] = "/usr/sbin:/usr/bin:/sbin:/bin";
        foreach (var variable in variables.Select(one => one.Split('=', 2)))
            start.Environment[variable[0]] = variable[1];
        var process = Process.Start(start)!;
        var (words, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        said = Task.WhenAll(words, errors).ContinueWith(both => string.Concat(both.Result), TaskScheduler.Default);
        return process;
    }
}

/// <summary>A test that builds an image and mounts its files.</summary>
public sealed class ImageFactAttribute([CallerMemberName] string test = "")
    : FactWhereAttribute(Programs.Find("buildah") is null ? "This machine has no buildah." : RootFactAttribute.Missing, test);
