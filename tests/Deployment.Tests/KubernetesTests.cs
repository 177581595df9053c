using k8s;
using k8s.Models;
using LearningActors.Hosting;

namespace LearningActors.Tests.Deployment;

/// <summary>The manifests are read as the types of the Kubernetes API, which refuse a field that they do not have.</summary>
public sealed class KubernetesTests
{
    private static readonly string s_folder = Repository.Path("deploy", "kubernetes");

    private static readonly List<object> s_manifests =
    [
        .. Directory
            .EnumerateFiles(s_folder, "*.yaml", SearchOption.AllDirectories)
            .Where(file => Path.GetFileName(file) != "kustomization.yaml")
            .SelectMany(file => KubernetesYaml.LoadAllFromString(File.ReadAllText(file), strict: true)),
    ];

    [Fact]
    public void EachKindIsThere()
    {
        Assert.Equal(["learningactors-api", "learningactors-silo"], All<V1Deployment>().Select(one => one.Name()).Order());
        Assert.Equal(2, All<V1PodDisruptionBudget>().Count);
        Assert.Equal(2, All<V1NetworkPolicy>().Count);
        Assert.Single(All<V2HorizontalPodAutoscaler>());
        Assert.Single(All<V1Service>());
    }

    [Fact]
    public void WhatSelectsPodsSelectsThose()
    {
        var labels = All<V1Deployment>().ToDictionary(one => one.Name(), one => one.Spec.Template.Metadata.Labels);
        Assert.All(All<V1Deployment>(), one => Assert.Equal(labels[one.Name()], one.Spec.Selector.MatchLabels));
        Assert.All(All<V1PodDisruptionBudget>(), one => Assert.Equal(labels[one.Name()], one.Spec.Selector.MatchLabels));
        Assert.All(All<V1NetworkPolicy>(), one => Assert.Equal(labels[one.Name()], one.Spec.PodSelector.MatchLabels));
        Assert.Equal(labels["learningactors-api"], All<V1Service>().Single().Spec.Selector);
        Assert.Equal("learningactors-api", All<V2HorizontalPodAutoscaler>().Single().Spec.ScaleTargetRef.Name);
    }

    [Fact]
    public void PodsMayDoLittleAndAreAskedForTheirHealth()
    {
        foreach (var pod in All<V1Deployment>().Select(one => one.Spec.Template.Spec))
        {
            var container = Assert.Single(pod.Containers);
            Assert.True(pod.SecurityContext.RunAsNonRoot);
            Assert.True(container.SecurityContext.ReadOnlyRootFilesystem);
            Assert.False(container.SecurityContext.AllowPrivilegeEscalation);
            Assert.Equal(["ALL"], container.SecurityContext.Capabilities.Drop);
            Assert.Equal("/health/live", container.LivenessProbe.HttpGet.Path);
            Assert.Equal("/health/ready", container.ReadinessProbe.HttpGet.Path);
            var ports = container.Ports.Select(port => port.Name).ToArray();
            Assert.All(
                new[] { container.StartupProbe, container.LivenessProbe, container.ReadinessProbe },
                probe => Assert.Contains(probe.HttpGet.Port.Value, ports)
            );
        }
    }

    [Fact]
    public void VariablesAreThoseThatTheServiceKnows()
    {
        var variables = All<V1ConfigMap>()
            .SelectMany(map => map.Data)
            .Concat(
                All<V1Deployment>()
                    .SelectMany(one => one.Spec.Template.Spec.Containers.Single().Env)
                    .Select(variable => KeyValuePair.Create(variable.Name, variable.Value ?? "10.0.0.5"))
            )
            .Concat(Variables(Path.Combine(s_folder, "example", "secret.env")))
            .Concat(Variables(Repository.Path("deploy", "systemd", "learningactors.env")))
            .DistinctBy(variable => variable.Key)
            .ToDictionary();
        KnownVariables.RefuseUnknown(variables);
        Assert.Equal(HostRole.All, ServiceSettings.From(name => name == "LEARNING_ROLE" ? null : variables.GetValueOrDefault(name)).Role);
    }

    [ProgramFact("kubectl")]
    public async Task TheExampleIsBuiltByTheCommandOfThePage()
    {
        // What the page applies to a cluster is built here without one.
        var command = Listing
            .Of("docs/deployment.md", "kubectl")
            .Text.Replace("kubectl apply -k", "kubectl kustomize", StringComparison.Ordinal);
        var (exit, words) = await Programs.RunAsync("bash", Repository.Root, "-euc", command);
        Assert.True(exit == 0, words);
        var built = KubernetesYaml.LoadAllFromString(words, strict: true);
        var deployments = built.OfType<V1Deployment>().ToArray();
        Assert.All(deployments, one => Assert.Equal("registry.example/learningactors:1", one.Spec.Template.Spec.Containers.Single().Image));
        var secret = Assert.Single(built.OfType<V1Secret>());
        Assert.All(
            deployments,
            one =>
                Assert.Contains(
                    one.Spec.Template.Spec.Containers.Single().EnvFrom,
                    source => source.SecretRef is { } named && named.Name == secret.Name()
                )
        );
    }

    private static IEnumerable<KeyValuePair<string, string>> Variables(string file) =>
        File.ReadLines(file)
            .Where(line => line.Contains('=') && !line.StartsWith('#'))
            .Select(line => KeyValuePair.Create(line[..line.IndexOf('=')], line[(line.IndexOf('=') + 1)..]));

    private static List<T> All<T>() => [.. s_manifests.OfType<T>()];
}
