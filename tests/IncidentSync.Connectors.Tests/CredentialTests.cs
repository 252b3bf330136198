using IncidentSync.Connectors.Credentials;
using IncidentSync.Connectors.Defender;
using IncidentSync.Connectors.Sentinel;
using IncidentSync.Core.Links;
using IncidentSync.Core.Values;
using IncidentSync.Simulator.Api;
using IncidentSync.Simulator.Faults;
using IncidentSync.Testing.Processes;
using SimulatedPortal = IncidentSync.Simulator.Records.Portal;
using Stamp = IncidentSync.Core.Values.Stamp;

namespace IncidentSync.Connectors.Tests;

/// <summary>Every way of proving to Entra who we are, at both portals, and what it is worth when Entra says no or nothing.</summary>
public class CredentialTests(CredentialPortals simulator) : IClassFixture<CredentialPortals>
{
    private static readonly CommentPost Post = new(new IncidentId("1"), "note", "text");

    public static TheoryData<string> Good => ["secret", "pem", "pem with password", "pfx", "pfx with password", "workload identity"];

    [Theory, MemberData(nameof(Good))]
    public async Task A_registered_credential_opens_Defender(string credential)
    {
        using var portal = new DefenderPortal(simulator.DefenderOptions(simulator.Credential(credential)), SimulatedPortals.Patience);
        (await ListAsync(portal)).ShouldBeOfType<FeedOutcome.Page>();
    }

    [Theory, MemberData(nameof(Good))]
    public async Task A_registered_credential_opens_Sentinel(string credential)
    {
        using var portal = Open(simulator.SentinelOptions(simulator.Credential(credential)));
        (await ListAsync(portal)).ShouldBeOfType<FeedOutcome.Page>();
    }

    [Theory]
    [InlineData("wrong secret", "AADSTS7000215")]
    [InlineData("unregistered certificate", "AADSTS700027")]
    [InlineData("workload identity of another", "AADSTS700213")]
    public async Task What_Entra_refuses_is_denied_with_Entras_code(string credential, string code)
    {
        using var portal = new DefenderPortal(simulator.DefenderOptions(simulator.Credential(credential)), SimulatedPortals.Patience);
        var denied = (await ListAsync(portal)).ShouldBeOfType<FeedOutcome.Failed>().Failure.ShouldBeOfType<Failure.Denied>();
        denied.Code.ShouldBe("invalid_client");
        denied.Message.ShouldContain(code);
    }

    [Fact]
    public async Task What_Entra_refuses_is_denied_at_Sentinel_too()
    {
        using var portal = Open(simulator.SentinelOptions(simulator.Credential("wrong secret")));
        var denied = (await ListAsync(portal)).ShouldBeOfType<FeedOutcome.Failed>().Failure.ShouldBeOfType<Failure.Denied>();
        denied.Message.ShouldContain("AADSTS7000215");
    }

    [Theory]
    [InlineData("503")]
    [InlineData("dropped")]
    [InlineData("nobody listens")]
    public async Task An_Entra_that_is_down_is_asked_again_later_and_the_portal_is_not_called(string fault)
    {
        var options = simulator.DefenderOptions();
        options.AuthorityHost = fault == "nobody listens" ? "https://localhost:1/" : options.AuthorityHost;
        using var portal = new DefenderPortal(options, SimulatedPortals.Patience);
        var (calls, armed) = (simulator.World.Calls.Total(SimulatedPortal.Defender), Arm(fault));
        var write = await portal.PostCommentAsync(Post, TestContext.Current.CancellationToken);
        simulator.World.Faults.Disarm(armed);
        write.ShouldBeOfType<CommentOutcome.Failed>().Failure.ShouldBeOfType<Failure.RetryLater>();
        simulator.World.Calls.Total(SimulatedPortal.Defender).ShouldBe(calls);
    }

    [Fact]
    public async Task A_missing_token_file_is_asked_for_again_later()
    {
        var options = simulator.DefenderOptions(new() { Kind = CredentialKind.WorkloadIdentity, TokenFilePath = "/nowhere/token" });
        using var portal = new DefenderPortal(options, SimulatedPortals.Patience);
        var write = await portal.PostCommentAsync(Post, TestContext.Current.CancellationToken);
        write.ShouldBeOfType<CommentOutcome.Failed>().Failure.ShouldBeOfType<Failure.RetryLater>();
    }

    [Theory, InlineData(Portal.Defender), InlineData(Portal.Sentinel)]
    public async Task A_token_is_asked_for_once_and_again_only_after_the_portal_refused_it(Portal side)
    {
        using var opened = side == Portal.Defender
            ? (IDisposable)new DefenderPortal(simulator.DefenderOptions(), SimulatedPortals.Patience)
            : Open(simulator.SentinelOptions());
        var portal = (IIncidentPortal)opened;
        await ListAsync(portal);
        var tokens = simulator.World.Calls.Total(SimulatedPortal.Entra);
        await ListAsync(portal);
        simulator.World.Calls.Total(SimulatedPortal.Entra).ShouldBe(tokens);

        var there = Enum.Parse<SimulatedPortal>(side.ToString());
        simulator.World.Faults.Arm(new Fault(there, FaultKind.Status) { Status = 401 });
        (await ListAsync(portal)).ShouldBeOfType<FeedOutcome.Failed>().Failure.ShouldBeOfType<Failure.Denied>();
        (await ListAsync(portal)).ShouldBeOfType<FeedOutcome.Page>();
        simulator.World.Calls.Total(SimulatedPortal.Entra).ShouldBe(tokens + 1);
    }

    [Fact]
    public async Task A_missing_permission_is_denied()
    {
        var options = simulator.SentinelOptions(SimulatedPortals.Secret(CredentialPortals.ReaderSecret));
        options.ClientId = CredentialPortals.Reader.ClientId.ToString();
        using var portal = Open(options);
        var id = new IncidentId(simulator.World.Sentinel().Create().Name);
        (await portal.GetAsync(id, TestContext.Current.CancellationToken)).ShouldBeOfType<ReadOutcome.Found>();
        var comment = await portal.PostCommentAsync(new CommentPost(id, "note", "text"), TestContext.Current.CancellationToken);
        comment.ShouldBeOfType<CommentOutcome.Failed>().Failure.ShouldBeOfType<Failure.Denied>().Code.ShouldBe("AuthorizationFailed");
    }

    private int Arm(string fault)
    {
        var kind = fault == "503" ? FaultKind.Status : FaultKind.DropBefore;
        var operation = fault == "nobody listens" ? "nothing" : Operations.Token;
        return simulator.World.Faults.Arm(new Fault(SimulatedPortal.Entra, kind) { Operation = operation, Count = null }).Id;
    }

    private static SentinelPortal Open(SentinelOptions options) => new(options, Settings.Identity, SimulatedPortals.Patience);

    private static Task<FeedOutcome> ListAsync(IIncidentPortal portal) =>
        portal.ReadChangesAsync(new FeedRequest(new Stamp(0)), TestContext.Current.CancellationToken);
}
