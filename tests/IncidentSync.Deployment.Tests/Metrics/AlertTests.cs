using System.Globalization;
using System.Text;

namespace IncidentSync.Deployment.Tests.Metrics;

/// <summary>Each alert fires in its fault and no other does, as Prometheus itself evaluates the rules that the chart renders.</summary>
public sealed class AlertTests
{
    private const string Of = "connection=\"contoso\"";

    // A day of two replicas on which nothing is wrong, a sample a minute. The second replica's feed is down, which the first makes good.
    private static readonly (string Series, string Values)[] Quiet =
    [
        ($"incidentsync_links_due{{{Of}}}", "0x300"),
        ($"incidentsync_feed_lag_seconds{{{Of},portal=\"sentinel\",instance=\"a\"}}", "2x300"),
        ($"incidentsync_feed_lag_seconds{{{Of},portal=\"sentinel\",instance=\"b\"}}", "2+60x300"),
        ($"incidentsync_links_oldest_due_seconds{{{Of}}}", "3x300"),
        ($"incidentsync_brake_active{{{Of}}}", "0x300"),
        ($"incidentsync_invariant_violations_total{{{Of},invariant=\"baseMoved\"}}", "0x300"),
        ($"incidentsync_propagation_seconds_bucket{{{Of},portal=\"sentinel\",le=\"120\"}}", "0+10x300"),
        ($"incidentsync_propagation_seconds_bucket{{{Of},portal=\"sentinel\",le=\"300\"}}", "0+10x300"),
        ($"incidentsync_propagation_seconds_bucket{{{Of},portal=\"sentinel\",le=\"+Inf\"}}", "0+10x300"),
        ($"incidentsync_comments_duplicate_total{{{Of}}}", "0x300"),
        ($"incidentsync_links_quarantined{{{Of},reason=\"denied\"}}", "1x50 stale"),
        ($"incidentsync_sweep_divergent{{{Of}}}", "0x300"),
        ($"incidentsync_sweep_age_seconds{{{Of},kind=\"open\"}}", "3600x300"),
        ($"incidentsync_sweep_age_seconds{{{Of},kind=\"closed\"}}", "80000x300"),
        ($"incidentsync_writes_total{{{Of},portal=\"sentinel\",result=\"applied\"}}", "0+9x300"),
        ($"incidentsync_writes_total{{{Of},portal=\"sentinel\",result=\"stale\"}}", "0+1x300"),
        ($"incidentsync_holds_total{{{Of},reason=\"conflict\"}}", "0+1x300"),
        ($"incidentsync_holds_total{{{Of},reason=\"oscillation\"}}", "0x300"),
        (AlertLag("a"), "12x300"),
        (AlertLag("b"), "12+60x300"),
        ($"incidentsync_stream_lag_seconds{{{Of}}}", "6x300"),
        (StreamRows("sent"), "0+20x300"),
        (StreamRows("refused"), "_x300"),
        (Ends("secret"), "15552000-60x300"),
        (Ends("refresh"), "7776000-60x300"),
    ];

    /// <summary>The alert, the series of its fault, and the minute at which it fires; a minute before its time it does not.</summary>
    public static TheoryData<string, string, string, int> Faults => new()
    {
        { "IncidentSyncFeedLag", $"incidentsync_feed_lag_seconds{{{Of},portal=\"sentinel\",instance=\"a\"}}", "2+60x300", 15 },
        { "IncidentSyncWorkStuck", $"incidentsync_links_oldest_due_seconds{{{Of}}}", "3+60x300", 35 },
        { "IncidentSyncBrakeOn", $"incidentsync_brake_active{{{Of}}}", "0x29 1x300", 30 },
        { "IncidentSyncInvariantViolated", $"incidentsync_invariant_violations_total{{{Of},invariant=\"baseMoved\"}}", "0x29 1x300", 30 },
        { "IncidentSyncPropagationSlow", $"incidentsync_propagation_seconds_bucket{{{Of},portal=\"sentinel\",le=\"120\"}}", "0+9x300", 16 },
        { "IncidentSyncCommentTwice", $"incidentsync_comments_duplicate_total{{{Of}}}", "0x29 1x300", 30 },
        { "IncidentSyncQuarantined", $"incidentsync_links_quarantined{{{Of},reason=\"denied\"}}", "1x300", 60 },
        { "IncidentSyncDiverged", $"incidentsync_sweep_divergent{{{Of}}}", "2x300", 120 },
        { "IncidentSyncSweepOverdue", $"incidentsync_sweep_age_seconds{{{Of},kind=\"open\"}}", "3600+60x300", 61 },
        { "IncidentSyncWritesStale", $"incidentsync_writes_total{{{Of},portal=\"sentinel\",result=\"stale\"}}", "0+4x300", 31 },
        { "IncidentSyncHeldOdd", $"incidentsync_holds_total{{{Of},reason=\"oscillation\"}}", "0x29 1x300", 30 },
        { "IncidentSyncAlertFeedLag", AlertLag("a"), "12+60x300", 15 },
        { "IncidentSyncStreamLag", $"incidentsync_stream_lag_seconds{{{Of}}}", "6+60x300", 20 },
        { "IncidentSyncStreamRefused", StreamRows("refused"), "_x30 1x300", 30 },
        { "IncidentSyncStreamRefused", StreamRows("refused"), "0x29 1x300", 30 },
        { "IncidentSyncSecretExpires", Ends("secret"), "1211400-60x300", 31 },
        { "IncidentSyncSecretExpires", Ends("refresh"), "1211400-60x300", 31 },
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task An_alert_fires_in_its_fault_and_no_other_does(string alert, string series, string values, int minute)
    {
        var faulty = Quiet.Select(quiet => quiet.Series == series ? (series, values) : quiet).ToList();
        faulty.SequenceEqual(Quiet).ShouldBeFalse("The fault is none of the quiet day's series.");
        await FiresAsync(faulty, (minute - 1, ""), (minute, alert));
    }

    [Fact]
    public async Task A_refused_row_is_told_for_an_hour() => await FiresAsync(
        [.. Quiet.Where(quiet => quiet.Series != StreamRows("refused")), (StreamRows("refused"), "_x30 1x300")],
        (29, ""), (30, "IncidentSyncStreamRefused"), (89, "IncidentSyncStreamRefused"), (90, ""), (300, ""));

    [Fact]
    public async Task It_is_told_when_no_replica_says_anything() =>
        await FiresAsync([("up", "1x300")], (14, ""), (15, "IncidentSyncAbsent"));

    [Fact]
    public async Task On_a_quiet_day_none_fires() =>
        await FiresAsync(Quiet, [.. Enumerable.Range(0, 30).Select(tenth => (tenth * 10, ""))]);

    private static string AlertLag(string instance) =>
        $"incidentsync_alerts_feed_lag_seconds{{source=\"c0de0000-0000-4000-8000-000000000001\",instance=\"{instance}\"}}";

    private static string StreamRows(string result) => $"incidentsync_stream_rows_total{{{Of},table=\"alerts\",result=\"{result}\"}}";

    private static string Ends(string kind) => $"incidentsync_siem_expires_in_seconds{{client=\"arc\",kind=\"{kind}\"}}";

    private static async Task FiresAsync(IEnumerable<(string Series, string Values)> series, params (int Minute, string Alert)[] expected)
    {
        var promtool = Machine.Find("promtool").ShouldNotBeNull("Install promtool (Debian has it in the package prometheus).");
        var folder = Directory.CreateTempSubdirectory("incidentsync-alerts-").FullName;
        await File.WriteAllTextAsync(Path.Combine(folder, "rules.yaml"), (await Alerts.RenderedAsync()).File);
        var test = new StringBuilder("rule_files: [rules.yaml]\nevaluation_interval: 1m\ntests:\n  - interval: 1m\n    input_series:\n");
        foreach (var (name, values) in series)
        {
            test.Append(CultureInfo.InvariantCulture, $"      - {{ series: '{name}', values: '{values}' }}\n");
        }

        test.Append("    promql_expr_test:\n");
        foreach (var (minute, alert) in expected)
        {
            var samples = alert.Length > 0 ? $"[{{ labels: '{{alertname=\"{alert}\"}}', value: 1 }}]" : "[]";
            test.Append("      - expr: 'count by (alertname) (ALERTS{alertstate=\"firing\"})'\n");
            test.Append(CultureInfo.InvariantCulture, $"        eval_time: {minute}m\n        exp_samples: {samples}\n");
        }

        await File.WriteAllTextAsync(Path.Combine(folder, "test.yaml"), test.ToString());
        var ended = await Machine.RunAsync(promtool, ["test", "rules", Path.Combine(folder, "test.yaml")]);
        ended.Code.ShouldBe(0, ended.Output + ended.Error);
        Directory.Delete(folder, recursive: true);
    }
}
