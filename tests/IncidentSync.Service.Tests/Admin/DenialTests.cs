using IncidentSync.Service.Admin.Access;
using IncidentSync.Simulation;
using IncidentSync.Testing.Postgres;
using Npgsql;

namespace IncidentSync.Service.Tests.Admin;

/// <summary>Denied calls in the audit, under a clock of their own.</summary>
public sealed class DenialTests(MigratedDatabase migrated) : IClassFixture<MigratedDatabase>
{
    private readonly ManualTime _time = new();

    [Fact]
    public async Task Repeated_denials_are_one_row_when_their_minute_is_over_with_a_count_and_when_it_began()
    {
        var denials = new Denials(Audit, _time);
        foreach (var _ in Enumerable.Range(0, 50))
        {
            denials.Add(Entry("alice", "a"));
        }

        _time.Advance(TimeSpan.FromSeconds(59));
        await denials.RunOnceAsync(Stop);
        (await RowsAsync("a")).ShouldBeEmpty();
        _time.Advance(TimeSpan.FromSeconds(1));
        await denials.RunOnceAsync(Stop);
        await denials.RunOnceAsync(Stop);
        (await RowsAsync("a")).ShouldBe(["alice - f 50 02:30:00 denied"]);
    }

    [Fact]
    public async Task The_next_minute_is_the_next_row()
    {
        var denials = new Denials(Audit, _time);
        denials.Add(Entry("alice", "b")).ShouldBeTrue();
        denials.Add(Entry("alice", "b")).ShouldBeFalse();
        _time.Advance(TimeSpan.FromMinutes(1));
        await denials.RunOnceAsync(Stop);
        denials.Add(Entry("alice", "b")).ShouldBeTrue();
        await denials.FlushAsync(Stop);
        (await RowsAsync("b")).ShouldBe(["alice - f 2 02:30:00 denied", "alice - f 1 02:31:00 denied"]);
    }

    [Fact]
    public async Task Another_caller_connection_or_reason_is_another_row()
    {
        var denials = new Denials(Audit, _time);
        AuditEntry[] entries =
        [
            Entry("alice", "c"), Entry("bob", "c"), Entry("alice", "c") with { Connection = "contoso" },
            Entry("alice", "c") with { Reason = "limited" }, Entry("alice", "c") with { TraceId = "another", Allowed = true },
        ];
        Array.ForEach(entries, entry => denials.Add(entry));
        await denials.FlushAsync(Stop);
        (await RowsAsync("c")).ShouldBe(
            [
                "alice - f 2 02:30:00 denied", "bob - f 1 02:30:00 denied", "alice contoso f 1 02:30:00 denied",
                "alice - f 1 02:30:00 limited",
            ]);
    }

    [Fact]
    public async Task What_the_database_did_not_take_is_written_when_it_is_back()
    {
        var denials = new Denials(Audit, _time);
        denials.Add(Entry("alice", "d"));
        await migrated.Database.ExecuteAsync("alter table audit rename to audit_away");
        await Should.ThrowAsync<NpgsqlException>(() => denials.FlushAsync(Stop));
        denials.Add(Entry("alice", "d"));
        await migrated.Database.ExecuteAsync("alter table audit_away rename to audit");
        await denials.FlushAsync(Stop);
        (await RowsAsync("d")).ShouldBe(["alice - f 2 02:30:00 denied"]);
    }

    [Fact]
    public async Task No_more_rows_wait_than_there_is_room_for()
    {
        var denials = new Denials(Audit, _time) { Most = 3 };
        foreach (var number in Enumerable.Range(0, 100))
        {
            denials.Add(Entry($"caller-{number}", "e"));
        }

        denials.Add(Entry("caller-1", "e"));
        await denials.FlushAsync(Stop);
        (await RowsAsync("e")).ShouldBe(
            ["caller-0 - f 1 02:30:00 denied", "caller-1 - f 2 02:30:00 denied", "caller-2 - f 1 02:30:00 denied"]);
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private AuditLog Audit => new(migrated.Database.DataSource);

    private static AuditEntry Entry(string subject, string action) =>
        new(new Caller("https://login.contoso.com", subject, null, null), action, null, false, "denied", "trace");

    private Task<IReadOnlyList<string>> RowsAsync(string action) => migrated.Database.ReadAsync(
        $"""
        select concat_ws(' ', subject, coalesce(connection, '-'), allowed, calls,
            to_char(first_at at time zone 'utc', 'HH24:MI:SS'), reason)
        from audit where action = '{action}' order by id
        """);
}
