using System.Diagnostics.Metrics;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using LearningActors.Alerts;
using LearningActors.Ledger;
using YamlDotNet.RepresentationModel;

namespace LearningActors.Tests.Deployment;

/// <summary>The rules of Prometheus, the dashboard of Grafana, and the runbooks that they lead to.</summary>
public sealed partial class PrometheusTests
{
    private static readonly string s_folder = Repository.Path("deploy", "prometheus");
    private static readonly string s_runbooks = File.ReadAllText(Repository.Path("docs", "runbooks.md"));

    [ProgramFact("promtool")]
    public async Task TheRulesAreValidAndFireWhereTheyShould()
    {
        var (exit, words) = await Programs.RunAsync("promtool", s_folder, "check", "rules", "rules.yml");
        Assert.True(exit == 0, words);
        (exit, words) = await Programs.RunAsync("promtool", s_folder, "test", "rules", "rules.test.yml");
        Assert.True(exit == 0, words);
    }

    [Fact]
    public void EveryAlertHasARunbook()
    {
        var sections = Section().Matches(s_runbooks).Select(section => section.Groups[1].Value).ToHashSet(StringComparer.Ordinal);
        var rules = Rules().ToArray();
        Assert.NotEmpty(rules);
        Assert.Equal(rules.Select(rule => $"guide/runbooks#{rule.Alert.ToLowerInvariant()}"), rules.Select(rule => rule.Runbook));
        Assert.Empty(rules.Select(rule => rule.Alert).Concat(Enum.GetNames<AlertKind>()).Except(sections));
    }

    /// <summary>What rules and dashboard ask for is recorded: a name that nobody records would never alert.</summary>
    [Fact]
    public void EveryMetricIsOneThatTheServiceRecords()
    {
        var recorded = Instruments();
        var asked = Rules()
            .Select(rule => rule.Expression)
            .Append(File.ReadAllText(Repository.Path("deploy", "compose", "grafana", "dashboards", "learningactors.json")))
            .SelectMany(text => Metric().Matches(text).Select(metric => metric.Value))
            .Distinct();
        Assert.Empty(asked.Except(recorded));
    }

    /// <summary>As Prometheus names what comes by OTLP: underscores, units, and <c>_total</c> of counters.</summary>
    private static HashSet<string> Instruments()
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, _) =>
            {
                if (instrument.Meter.Name != LearningMeter.Name)
                    return;
                var name = instrument.Name.Replace('.', '_') + (instrument.Unit == "s" ? "_seconds" : "");
                names.UnionWith(
                    instrument.GetType().GetGenericTypeDefinition() == typeof(Histogram<>)
                        ? ((string[])["_bucket", "_count", "_sum"]).Select(part => name + part)
                        : [$"{name}_total"]
                );
            },
        };
        RuntimeHelpers.RunClassConstructor(typeof(LearningMeter).TypeHandle);
        RuntimeHelpers.RunClassConstructor(typeof(LedgerMeter).TypeHandle);
        listener.Start();
        return names;
    }

    private static IEnumerable<(string Alert, string Expression, string Runbook)> Rules()
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(File.ReadAllText(Path.Combine(s_folder, "rules.yml"))));
        return from @group in (YamlSequenceNode)stream.Documents[0].RootNode["groups"]
            from rule in (YamlSequenceNode)@group["rules"]
            select (Text(rule["alert"]), Text(rule["expr"]), Text(rule["annotations"]["runbook"]));

        static string Text(YamlNode node) => ((YamlScalarNode)node).Value!;
    }

    [GeneratedRegex(@"^## (\w+)$", RegexOptions.Multiline)]
    private static partial Regex Section();

    [GeneratedRegex(@"\b(learning|ledger|gen_ai_client)_\w+_(bucket|count|sum|total)\b")]
    private static partial Regex Metric();
}
