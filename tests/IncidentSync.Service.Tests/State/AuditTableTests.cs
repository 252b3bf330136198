using Npgsql;

namespace IncidentSync.Service.Tests.State;

/// <summary>What the audit's own table refuses, whoever asks. No service runs here: a truncation waits for all who use the table.</summary>
public sealed class AuditTableTests(MigratedDatabase migrated) : IClassFixture<MigratedDatabase>
{
    [Theory]
    [InlineData("update audit set reason = 'nothing'")]
    [InlineData("delete from audit")]
    [InlineData("truncate audit cascade")]
    public async Task The_audit_is_append_only(string sql) =>
        (await Should.ThrowAsync<PostgresException>(() => migrated.Database.ExecuteAsync(sql))).MessageText.ShouldContain("append-only");
}
