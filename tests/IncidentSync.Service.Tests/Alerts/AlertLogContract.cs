using System.Globalization;
using System.Text.Json;
using IncidentSync.Connectors.Defender;
using IncidentSync.Core.Alerts;
using IncidentSync.Core.Links;
using IncidentSync.Core.Values;
using IncidentSync.Service.Alerts;
using IncidentSync.Simulation.Alerts;

namespace IncidentSync.Service.Tests.Alerts;

/// <summary>What every <see cref="IAlertLog"/> does, and what its readers are given of it; each log has a class of its own.</summary>
public abstract class AlertLogContract : IAsyncLifetime
{
    private protected static readonly AlertSource Source = new("tenant/app/graph", null!, ["contoso"], new AlertTiming(
        TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(5), TimeSpan.FromDays(1), TimeSpan.FromDays(30)));

    private IAlertLog _log = null!;
    private int _source;

    private protected static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _log = await OpenAsync();
        _source = (await PlaceAsync()).Id;
    }

    public virtual ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task One_replica_has_the_source_until_its_lease_is_over()
    {
        var other = await AnotherAsync();
        (await other.LeaseAsync(Source, Token)).ShouldBeNull();
        await PassAsync(Source.Timing.Lease + TimeSpan.FromSeconds(1));
        (await other.LeaseAsync(Source, Token)).ShouldNotBeNull();
        (await _log.LeaseAsync(Source, Token)).ShouldBeNull();
    }

    [Fact]
    public async Task A_source_that_is_given_back_is_free_and_nobody_gives_back_anothers()
    {
        var other = await AnotherAsync();
        await other.LeaveAsync(Source);
        (await other.LeaseAsync(Source, Token)).ShouldBeNull();
        await _log.LeaveAsync(Source);
        (await other.LeaseAsync(Source, Token)).ShouldNotBeNull();
    }

    [Fact]
    public async Task Whoever_stores_a_page_keeps_the_source_for_another_lease()
    {
        var other = await AnotherAsync();
        await PassAsync(Source.Timing.Lease * 0.7);
        await StoreAsync(Page());
        await PassAsync(Source.Timing.Lease * 0.7);
        (await other.LeaseAsync(Source, Token)).ShouldBeNull();
        await PassAsync(Source.Timing.Lease * 0.7);
        (await other.LeaseAsync(Source, Token)).ShouldNotBeNull();
        await StoreAsync(Page());
        (await other.LeaseAsync(Source, Token)).ShouldNotBeNull();
    }

    [Fact]
    public async Task A_cursor_moves_with_its_page_and_never_back()
    {
        (await PlaceAsync()).Cursor.ShouldBeNull();
        await StoreAsync(Page(Alert("a", 5)) with { Cursor = At(5) });
        await StoreAsync(Page(Alert("a", 6, "resolved")) with { Cursor = At(3) });
        (await PlaceAsync()).Cursor.ShouldBe(At(5));
        (await EventsAsync(0)).ShouldBe(["1 a new", "2 a changed"]);
    }

    [Fact]
    public async Task A_version_that_says_nothing_new_or_is_older_makes_no_event()
    {
        await StoreAsync(Page(Alert("a", 5), Alert("b", 5)));
        (await StoreAsync(Page(Alert("a", 7), Alert("b", 4, "resolved")))).ShouldBe(0);
        (await StoreAsync(Page(Alert("a", 6, "resolved")))).ShouldBe(0);
        (await EventsAsync(0)).ShouldBe(["1 a new", "2 b new"]);
    }

    [Fact]
    public async Task Two_versions_on_one_page_are_two_events_in_their_order()
    {
        await StoreAsync(Page(Alert("a", 6, "resolved"), Alert("b", 5), Alert("a", 4)));
        (await EventsAsync(0)).ShouldBe(["1 a new", "2 b new", "3 a changed"]);
    }

    [Fact]
    public async Task The_newest_gap_is_read_first_and_what_is_left_of_it_takes_its_place()
    {
        await StoreAsync(Page() with { Leapt = new FeedRange(At(1), At(4)) });
        await StoreAsync(Page() with { Leapt = new FeedRange(At(5), At(9)) });
        var place = await PlaceAsync();
        place.Gap.ShouldBe(Range(5, 9));
        place.Gaps.ShouldBe(2);
        await StoreAsync(Page() with { Was = Range(5, 9), Left = Range(5, 7) });
        (await PlaceAsync()).Gap.ShouldBe(Range(5, 7));
        await StoreAsync(Page() with { Was = Range(5, 7) });
        (await PlaceAsync()).Gap.ShouldBe(Range(1, 4));
        await StoreAsync(Page() with { Was = Range(1, 4), Left = Range(1, 4) });
        (await PlaceAsync()).Gaps.ShouldBe(1);
    }

    [Fact]
    public async Task A_range_that_hides_a_row_is_due_in_an_hour_and_again_until_it_hides_none()
    {
        await StoreAsync(Page() with { Hidden = Range(3, 5) });
        (await PlaceAsync()).Unreadable.ShouldBeNull();
        await HourAsync();
        var hidden = Range(3, 5) with { IsHidden = true };
        (await PlaceAsync()).Unreadable.ShouldBe(hidden);
        await StoreAsync(Page() with { Was = hidden, Left = hidden });
        (await PlaceAsync()).Unreadable.ShouldBeNull();
        await HourAsync();
        await StoreAsync(Page() with { Was = hidden });
        (await PlaceAsync()).Unreadable.ShouldBeNull();
    }

    [Fact]
    public async Task Hidden_ranges_that_overlap_are_one_due_when_the_first_was()
    {
        await StoreAsync(Page() with { Hidden = Range(3, 5) });
        await StoreAsync(Page() with { Hidden = Range(7, 9) });
        await HourAsync();
        await StoreAsync(Page() with { Hidden = Range(5, 7) });
        (await PlaceAsync()).Unreadable.ShouldBe(Range(3, 9) with { IsHidden = true });
    }

    [Fact]
    public async Task A_detection_is_made_once_and_is_in_the_answers_of_the_time_in_which_it_was()
    {
        var first = await AnswerAsync(0);
        await StoreAsync(Page(Alert("a", 5, "new", "one.exe")));
        var second = await AnswerAsync(first.Until);
        await StoreAsync(Page(Alert("a", 6, "new", "one.exe", "two.exe")));
        var third = await AnswerAsync(second.Until);
        first.Stamps.ShouldBeEmpty();
        second.Stamps.ShouldHaveSingleItem().ShouldBeInRange(first.Until, second.Until - 1);
        third.Stamps.ShouldHaveSingleItem().ShouldBeInRange(second.Until, third.Until - 1);
        (await AnswerAsync(0)).Stamps.ShouldBe([.. second.Stamps, .. third.Stamps]);
    }

    [Fact]
    public async Task An_answer_never_ends_before_an_earlier_one_though_the_clock_steps_back()
    {
        await StoreAsync(Page(Alert("a", 5, "new", "one.exe")));
        var first = await AnswerAsync(0);
        var moved = await StepBackAsync(TimeSpan.FromMinutes(1));
        await StoreAsync(Page(Alert("b", 5, "new", "one.exe")));
        var second = await AnswerAsync(first.Until + moved);
        second.Until.ShouldBeGreaterThanOrEqualTo(first.Until + moved);
        second.Stamps.ShouldBeEmpty();
    }

    [Fact]
    public async Task Detections_of_one_page_have_a_stamp_each()
    {
        await StoreAsync(Page(Alert("a", 5, "new", "one.exe", "two.exe"), Alert("b", 5, "new", "one.exe")));
        await PassAsync(TimeSpan.FromMilliseconds(1));
        var stamps = (await AnswerAsync(0)).Stamps;
        stamps.Distinct().Count().ShouldBe(3);
        stamps.ShouldBeInOrder();
    }

    [Fact]
    public async Task A_consumer_goes_on_behind_its_cursor_with_one_worker_at_a_time()
    {
        await StoreAsync(Page(Alert("a", 5), Alert("b", 5), Alert("c", 5)));
        var (one, other) = (await ConsumerAsync(), await ConsumerAsync());
        (await one.TakeAsync()).ShouldBe(0);
        (await other.TakeAsync()).ShouldBeNull();
        await one.MoveAsync(2);
        await one.MoveAsync(1);
        await other.MoveAsync(3);
        (await one.TakeAsync()).ShouldBe(2);
        (await EventsAsync(2)).ShouldBe(["3 c new"]);
        await PassAsync(TimeSpan.FromSeconds(91));
        (await other.TakeAsync()).ShouldBe(2);
        await one.MoveAsync(3);
        (await other.TakeAsync()).ShouldBe(2);
    }

    private protected abstract Task<IAlertLog> OpenAsync();

    /// <summary>The log as another replica sees it.</summary>
    private protected abstract Task<IAlertLog> AnotherAsync();

    /// <summary>Lets time pass for leases and for what hides a row.</summary>
    private protected abstract Task PassAsync(TimeSpan time);

    /// <summary>The events behind a sequence number, as "sequence alert kind".</summary>
    private protected abstract Task<IReadOnlyList<string>> EventsAsync(long sequence);

    /// <summary>An answer to a client: its upper bound, and the stamps of its detections.</summary>
    private protected abstract Task<(long Until, IReadOnlyList<long> Stamps)> AnswerAsync(long since);

    /// <summary>The log's clock steps back. Returns how far what was stamped before is moved instead, in ticks.</summary>
    private protected abstract Task<long> StepBackAsync(TimeSpan by);

    /// <summary>A worker of one and the same consumer.</summary>
    private protected abstract Task<Worker> ConsumerAsync();

    private protected static string Line(long sequence, string alert, string kind) =>
        string.Create(CultureInfo.InvariantCulture, $"{sequence} {alert} {kind}");

    private async Task HourAsync()
    {
        await PassAsync(TimeSpan.FromHours(1) + TimeSpan.FromSeconds(1));
    }

    private async Task<AlertPlace> PlaceAsync() => (await _log.LeaseAsync(Source, Token)).ShouldNotBeNull();

    private Task<int> StoreAsync(AlertCommit commit) => _log.StoreAsync(commit, Token);

    private AlertCommit Page(params IReadOnlyList<Alert> alerts) => new(_source, Source.Name, alerts) { Lease = Source.Timing.Lease };

    private static Stamp At(int minute) => Stamp.Of(Simulation.ManualTime.Start.AddMinutes(minute));

    private static AlertRange Range(int since, int until) => new(At(since), At(until));

    private static Alert Alert(string id, int minute, string status = "new", params IReadOnlyList<string> files)
    {
        var json = $$"""
            { "id": "{{id}}", "incidentId": "1", "status": "{{status}}", "serviceSource": "microsoftDefenderForEndpoint",
              "createdDateTime": "{{At(0)}}", "lastUpdateDateTime": "{{At(minute)}}",
              "evidence": [{{string.Join(',', files.Select(Tenant.File))}}] }
            """;
        using var document = JsonDocument.Parse(json);
        return AlertReading.Read(document.RootElement).Alert!;
    }

    /// <summary>One worker of a consumer.</summary>
    /// <param name="TakeAsync">Takes the consumer; its cursor, or null while another worker has it.</param>
    /// <param name="MoveAsync">Moves its cursor.</param>
    private protected sealed record Worker(Func<Task<long?>> TakeAsync, Func<long, Task> MoveAsync);
}
