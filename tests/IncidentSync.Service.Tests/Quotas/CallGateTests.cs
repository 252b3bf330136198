using IncidentSync.Connectors;
using IncidentSync.Connectors.Http;
using IncidentSync.Core.Links;
using IncidentSync.Core.Values;
using IncidentSync.Service.Configuration;
using IncidentSync.Service.Quotas;
using IncidentSync.Simulation;
using IncidentSync.Testing.Postgres;
using IncidentSync.Testing.Processes;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace IncidentSync.Service.Tests.Quotas;

/// <summary>CallGate's table, with the gates of two replicas on one database.</summary>
public sealed class CallGateTests(MigratedDatabase migrated) : IClassFixture<MigratedDatabase>, IAsyncLifetime
{
    private static readonly PortalCall Read = new(QuotaKind.GraphCalls, IsWrite: false);
    private static readonly PortalCall Write = new(QuotaKind.GraphCalls, IsWrite: true);
    private static readonly PortalCall Poll = new(QuotaKind.GraphLists, IsWrite: false) { IsFeed = true };
    private static readonly CallReport Well = new(null, QuotaSigns.None);
    private static readonly CallReport Down = new(new Failure.RetryLater(null, "HTTP 503"), QuotaSigns.None);
    private static readonly CallReport Denied = new(HttpFailure.Denied(403, "Forbidden", ""), QuotaSigns.None) { Status = 403 };
    private static readonly CallReport NoToken = new(HttpFailure.Denied(403, "invalid_client", ""), QuotaSigns.None);
    private static readonly CallReport Lost = new(new Failure.Unknown("no answer in time"), QuotaSigns.None);

    private readonly ManualTime _time = new();

    public async ValueTask InitializeAsync() => await migrated.Database.EmptyAsync();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task A_refusal_that_one_replica_meets_stops_every_call_of_the_other()
    {
        var (one, other) = (Gate(), Gate());
        await one.LeaveAsync(Read, Throttled(TimeSpan.FromSeconds(30)));
        foreach (var call in new[] { Read, Write, Poll })
        {
            (await EnterAsync(other, call)).ShouldNotBeNull()
                .After!.Value.ShouldBeInRange(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(30));
        }
    }

    [Fact]
    public async Task A_refusal_to_one_tenant_is_none_to_another()
    {
        await Gate().LeaveAsync(Read, Throttled(TimeSpan.FromSeconds(30)));
        var fabrikam = Options();
        fabrikam.Defender.TenantId = "fab00000-0000-4000-8000-000000000002";
        (await EnterAsync(Gate(fabrikam), Read)).ShouldBeNull();
    }

    [Fact]
    public async Task A_call_whose_turn_has_not_come_has_not_failed()
    {
        var gate = Gate();
        await gate.LeaveAsync(Read, Throttled(TimeSpan.FromSeconds(30)));
        (await EnterAsync(gate, Read))!.IsTurn.ShouldBeTrue();
    }

    [Fact]
    public async Task A_portal_that_is_down_is_neither_read_nor_written()
    {
        var gate = Gate();
        await FailAsync(gate, Read, Down, 5);
        foreach (var call in new[] { Read, Write, Poll })
        {
            (await EnterAsync(gate, call))!.Reason.ShouldBe("HTTP 503");
        }
    }

    [Fact]
    public async Task A_portal_that_takes_no_writes_is_read_on()
    {
        var gate = Gate();
        await FailAsync(gate, Write, Lost, 5);
        (await EnterAsync(gate, Write)).ShouldNotBeNull();
        (await EnterAsync(gate, Read)).ShouldBeNull();
    }

    [Fact]
    public async Task Where_access_is_denied_nothing_is_written_until_a_read_works_again()
    {
        var gate = Gate();
        await FailAsync(gate, Poll, Denied, 2);
        gate.ReadsOpen!.Reason.ShouldBe("access denied (HTTP 403 Forbidden)");
        _time.Advance(TimeSpan.FromMinutes(1));
        (await EnterAsync(gate, Write)).ShouldNotBeNull();
        (await EnterAsync(gate, Poll)).ShouldBeNull();
        await gate.LeaveAsync(Poll, Well);
        (await EnterAsync(gate, Write)).ShouldBeNull();
    }

    [Fact]
    public async Task A_refusal_for_one_call_too_many_is_no_outage()
    {
        var gate = Gate();
        await FailAsync(gate, Read, Throttled(TimeSpan.Zero), 20);
        gate.ReadsOpen.ShouldBeNull();
    }

    [Fact]
    public async Task A_portal_from_which_nothing_comes_back_holds_only_a_few_workers()
    {
        var gate = Gate();
        for (var call = 0; call < 4; call++)
        {
            (await EnterAsync(gate, Read)).ShouldBeNull();
        }

        _time.Advance(TimeSpan.FromSeconds(4));
        (await EnterAsync(gate, Read)).ShouldNotBeNull();
        await gate.LeaveAsync(Read, Well);
        (await EnterAsync(gate, Read)).ShouldBeNull();
    }

    [Fact]
    public async Task Without_a_database_no_call_is_made_and_none_is_lost()
    {
        await using var nowhere = NpgsqlDataSource.Create("Host=127.0.0.1;Port=1;Username=nobody");
        var gate = Gate(database: nowhere);
        (await EnterAsync(gate, Read)).ShouldNotBeNull().IsTurn.ShouldBeFalse();
        await gate.LeaveAsync(Write, Throttled(TimeSpan.FromSeconds(1)));
    }

    [Fact]
    public async Task One_incident_that_may_not_be_read_or_written_waits_alone()
    {
        var gate = Gate();
        foreach (var call in new[] { Read, Write })
        {
            await FailAsync(gate, call with { Resource = "1" }, Denied, 20);
        }

        foreach (var call in new[] { Poll, Read, Write, Write with { Resource = "1" } })
        {
            (await EnterAsync(gate, call)).ShouldBeNull();
        }
    }

    [Fact]
    public async Task Three_incidents_that_may_not_be_written_stop_writes_and_another_one_probes()
    {
        var gate = Gate();
        foreach (var id in new[] { "1", "2", "3" })
        {
            await gate.LeaveAsync(Write with { Resource = id }, Denied);
        }

        (await EnterAsync(gate, Write with { Resource = "4" }))!.IsTurn.ShouldBeTrue();
        _time.Advance(TimeSpan.FromSeconds(1));
        (await EnterAsync(gate, Write with { Resource = "1" }))!.IsTurn.ShouldBeTrue();
        (await EnterAsync(gate, Write with { Resource = "4" })).ShouldBeNull();
        await gate.LeaveAsync(Write with { Resource = "4" }, Well);
        (await EnterAsync(gate, Write with { Resource = "1" })).ShouldBeNull();
    }

    [Fact]
    public async Task However_many_incidents_may_not_be_read_the_list_is()
    {
        var gate = Gate();
        for (var id = 0; id < 20; id++)
        {
            await gate.LeaveAsync(Read with { Resource = $"{id}" }, Denied);
        }

        gate.ReadsOpen.ShouldBeNull();
    }

    [Fact]
    public async Task A_token_that_is_refused_is_no_matter_of_one_incident()
    {
        var gate = Gate();
        await FailAsync(gate, Read with { Resource = "1" }, NoToken, 2);
        gate.ReadsOpen!.Reason.ShouldBe("access denied (HTTP 403 invalid_client)");
    }

    [Fact]
    public async Task Calls_that_are_under_way_are_no_longer_left()
    {
        var gate = Gate();
        await EnterAsync(gate, Write with { Number = 1 });
        await gate.LeaveAsync(Write with { Number = 1 }, Well with { Limits = QuotaSigns.None with { Remaining = 2 } });
        for (var number = 2; number <= 3; number++)
        {
            (await EnterAsync(gate, Write with { Number = number })).ShouldBeNull();
        }

        (await EnterAsync(gate, Write with { Number = 4 })).ShouldNotBeNull();
        await gate.LeaveAsync(Write with { Number = 2 }, Well with { Limits = QuotaSigns.None with { Remaining = 2 } });
        (await EnterAsync(gate, Write with { Number = 5 })).ShouldBeNull();
    }

    [Fact]
    public async Task A_refusal_says_itself_for_how_long_nothing_is_left()
    {
        var gate = Gate();
        await EnterAsync(gate, Write);
        var throttled = Throttled(TimeSpan.Zero);
        await gate.LeaveAsync(Write, throttled with { Limits = throttled.Limits with { Remaining = 0 } });
        (await EnterAsync(gate, Write)).ShouldBeNull();
    }

    [Fact]
    public async Task A_share_of_the_limit_that_is_used_leaves_the_rest()
    {
        var gate = Gate();
        await EnterAsync(gate, Write);
        await gate.LeaveAsync(Write, Well with { Limits = QuotaSigns.None with { UsedShare = 1.2 } });
        (await EnterAsync(gate, Write)).ShouldNotBeNull();
        await gate.LeaveAsync(Write, Well);
        (await EnterAsync(gate, Write)).ShouldBeNull();
    }

    private static CallReport Throttled(TimeSpan after) =>
        new(new Failure.RetryLater(after, "HTTP 429"), new QuotaSigns(true, after, null, null));

    private static ConnectionOptions Options() => new Settings().ToOptions().Connections[0];

    private static Task<Failure.RetryLater?> EnterAsync(CallGate gate, PortalCall call) =>
        gate.EnterAsync(call, TestContext.Current.CancellationToken);

    private static async Task FailAsync(CallGate gate, PortalCall call, CallReport report, int times)
    {
        for (var failure = 0; failure < times; failure++)
        {
            await gate.LeaveAsync(call, report);
        }
    }

    private CallGate Gate(ConnectionOptions? options = null, NpgsqlDataSource? database = null) => new(
        "contoso",
        Portal.Defender,
        QuotaKeys.Of(options ?? Options(), Portal.Defender),
        new PublishedQuotas(new QuotaOptions()),
        new QuotaStore(database ?? migrated.Database.DataSource),
        _time,
        new Random(1),
        NullLogger<CallGate>.Instance);
}
