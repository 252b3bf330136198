using IncidentSync.Connectors;
using IncidentSync.Core.Links;
using IncidentSync.Testing.Postgres;

namespace IncidentSync.Service.Tests.Alerts;

/// <summary>The alert feed on a real log: every version of every alert is in it once, whatever the list does while it is read.</summary>
public sealed class AlertFeedTests(MigratedDatabase migrated) : IClassFixture<MigratedDatabase>, IAsyncLifetime
{
    private readonly AlertScene _scene = new(migrated.Database);

    public async ValueTask InitializeAsync() => await migrated.Database.EmptyAsync();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task A_new_alert_and_a_change_of_it_are_an_event_each()
    {
        _scene.Portal.Put("a");
        await _scene.ReadAllAsync();
        _scene.Portal.Put("a", "resolved");
        await _scene.ReadAllAsync();
        (await _scene.EventsAsync()).ShouldBe(["a new new", "a changed resolved"]);
    }

    [Fact]
    public async Task A_stamp_that_moves_alone_makes_no_event()
    {
        for (var churn = 0; churn < 10; churn++)
        {
            _scene.Portal.Put("a");
            await _scene.ReadAllAsync();
        }

        (await _scene.EventsAsync()).ShouldBe(["a new new"]);
    }

    [Fact]
    public async Task A_version_that_is_older_than_the_known_one_is_passed()
    {
        _scene.Portal.Put("a", "inProgress");
        await _scene.ReadAllAsync();
        await _scene.TellAsync("update alert set updated_ticks = updated_ticks + 10000000000, digest = 'newer'");
        await _scene.ReadAllAsync();
        (await _scene.EventsAsync()).ShouldBe(["a new inProgress"]);
    }

    [Fact]
    public async Task A_merge_is_an_event_and_the_order_of_evidence_is_not()
    {
        const string Ip = """{ "@odata.type": "#microsoft.graph.security.ipEvidence", "ipAddress": "203.0.113.7" }""";
        const string Url = """{ "@odata.type": "#microsoft.graph.security.urlEvidence", "url": "https://fabrikam.com" }""";
        _scene.Portal.Put("a", evidence: [Ip, Url]);
        await _scene.ReadAllAsync();
        _scene.Portal.Put("a", evidence: [Url, Ip]);
        await _scene.ReadAllAsync();
        _scene.Portal.Put("a", incident: "2", evidence: [Ip, Url]);
        await _scene.ReadAllAsync();
        (await _scene.EventsAsync()).ShouldBe(["a new new", "a changed new"]);
    }

    [Fact]
    public async Task Ties_at_a_stamp_and_alerts_shown_late_are_all_there()
    {
        foreach (var id in Enumerable.Range(0, 160))
        {
            _scene.Portal.Put($"{id}", late: id % 12 == 0 ? TimeSpan.FromMinutes(4) : TimeSpan.Zero);
        }

        await _scene.PollAsync();
        _scene.Time.Advance(TimeSpan.FromMinutes(4));
        await _scene.ReadAllAsync();
        (await IdsAsync()).ShouldBe(_scene.Portal.Now.Keys, ignoreOrder: true);
    }

    [Fact]
    public async Task A_burst_that_moves_between_the_pages_is_read_whole_with_the_newest_versions()
    {
        Create(2_500);
        var calls = 0;
        _scene.Portal.Meet = _ =>
        {
            if (++calls % 2 == 0 && calls < 60)
            {
                _scene.Time.Advance(TimeSpan.FromMilliseconds(1));
                _scene.Portal.Put($"{calls * 37}", "resolved");
            }

            return Task.FromResult<AlertOutcome?>(null);
        };
        await _scene.ReadAllAsync();
        (await IdsAsync()).ShouldBe(_scene.Portal.Now.Keys, ignoreOrder: true);
        var newest = await _scene.AskAsync(
            "select e.alert_id || ' ' || (e.raw::json ->> 'status') from alert a join alert_event e using (source_id, sequence)");
        newest.ShouldBe(_scene.Portal.Now.Values.Select(alert => $"{alert.Id} {alert.Status}"), ignoreOrder: true);
    }

    [Fact]
    public async Task A_tenant_that_answers_small_pages_only_is_read_and_no_page_is_asked_for_more_than_8_times()
    {
        Create(300);
        _scene.Portal.MostRows = 10;
        await _scene.PollAsync();
        _scene.Portal.Calls.GroupBy(call => call with { Rows = 0 }).Max(page => page.Count()).ShouldBeLessThanOrEqualTo(8);
        await _scene.ReadAllAsync();
        (await IdsAsync()).Count.ShouldBe(300);
    }

    [Fact]
    public async Task A_process_that_begins_anew_goes_on_where_the_last_one_stood()
    {
        Create(1_500);
        await _scene.PollAsync();
        await _scene.RestartAsync();
        await _scene.ReadAllAsync();
        (await IdsAsync()).Count.ShouldBe(1_500);
        (await _scene.EventsAsync()).Count.ShouldBe(1_500);
    }

    [Fact]
    public async Task One_replica_reads_a_source_at_a_time()
    {
        Create(3);
        await _scene.PollAsync();
        var other = new AlertScene(migrated.Database);
        await other.PollAsync();
        other.Portal.Calls.ShouldBeEmpty();
    }

    [Fact]
    public async Task Missing_permission_is_said_with_its_name()
    {
        _scene.Portal.Meet = _ => Task.FromResult<AlertOutcome?>(new AlertOutcome.Failed(new Failure.Denied("HTTP 403", "Forbidden", "")));
        _scene.Health.Report(await _scene.PollAsync(), _scene.Time.GetUtcNow());
        _scene.Health.Now.Name.ShouldBe("denied");
        _scene.Health.Now.Error.ShouldContain("SecurityAlert.Read.All");
    }

    [Fact]
    public async Task A_detection_is_made_once_for_ever_and_its_stamps_rise()
    {
        const string File = """
            { "@odata.type": "#microsoft.graph.security.fileEvidence", "fileDetails": { "fileName": "NAME", "filePath": "C:\\Temp" } }
            """;
        _scene.Portal.Put("a", evidence: [File]);
        await _scene.ReadAllAsync();
        _scene.Portal.Put("a", "resolved", evidence: [File, File.Replace("NAME", "other.exe", StringComparison.Ordinal)]);
        await _scene.ReadAllAsync();
        await _scene.RestartAsync();
        await _scene.ReadAllAsync();
        (await _scene.DetectionsAsync()).Distinct().Count().ShouldBe(2);
        (await _scene.AskAsync("select body::json ->> 'AlertPart' from detection order by processed_ticks")).ShouldBe(["0", "1"]);
    }

    [Fact]
    public async Task A_stamp_is_never_earlier_than_a_bound_that_an_answer_has_used()
    {
        _scene.Portal.Put("a");
        await _scene.ReadAllAsync();
        var bound = DateTimeOffset.UtcNow.AddMinutes(5).UtcTicks;
        await _scene.TellAsync($"update alert_source set answered_ticks = {bound}");
        _scene.Portal.Put("b");
        await _scene.ReadAllAsync();
        (await _scene.AskAsync("select max(processed_ticks) from detection")).ShouldBe([$"{bound}"]);
    }

    private void Create(int count)
    {
        foreach (var id in Enumerable.Range(0, count))
        {
            _scene.Time.Advance(TimeSpan.FromMilliseconds(3));
            _scene.Portal.Put($"{id}");
        }
    }

    private async Task<HashSet<string>> IdsAsync() => [.. await _scene.AskAsync("select alert_id from alert")];
}
