namespace IncidentSync.Deployment.Tests.Chart;

/// <summary>What is said after an install.</summary>
public sealed class NotesTests
{
    [Fact]
    public async Task Who_writes_is_said_in_capitals_and_that_Microsofts_connector_is_looked_for_before()
    {
        var notes = await OfAsync("-f", Helm.Example("mssp"));
        notes.ShouldContain("contoso: Observe");
        notes.ShouldContain("fabrikam: SYNC, WRITES TO BOTH PORTALS");
        notes.ShouldContain("whether Microsoft's own connector syncs the same incidents");
    }

    [Fact]
    public async Task A_client_secret_is_warned_of() =>
        (await OfAsync("-f", Helm.Example("mssp"))).ShouldContain("Defender signs in with a client secret");

    [Fact]
    public async Task It_is_said_whether_the_admin_api_is_open_and_how_all_is_asked_once()
    {
        (await OfAsync("-f", Helm.Example("mssp"))).ShouldContain("The admin API is open to 2 tenant(s)");
        var notes = await OfAsync("-f", Helm.Example("minimal"));
        notes.ShouldContain("The admin API is closed");
        notes.ShouldContain("helm test soc --namespace soc");
        notes.ShouldContain("pod-security.kubernetes.io/enforce=restricted");
    }

    [Fact]
    public async Task An_ingress_that_no_policy_lets_in_is_warned_of() => (await OfAsync(
        "-f", Helm.Example("replicas"), "--set-json", "networkPolicy.ingressFrom=[]")).ShouldContain("The ingress reaches nothing");

    [Fact]
    public async Task What_keeps_siem_clients_from_the_ingress_is_warned_of()
    {
        const string refused = "SIEM clients are refused";
        const string regex = "nginx.ingress.kubernetes.io/use-regex";
        string[] example = ["-f", Helm.Example("siem")];
        (await OfAsync(example)).ShouldSatisfyAllConditions(
            notes => notes.ShouldNotContain(refused), notes => notes.ShouldNotContain(regex));
        (await OfAsync([.. example, "--set-json", "ingress.annotations=null"])).ShouldContain(regex);
        (await OfAsync([.. example, "--set-json", "admin.knownProxies=[]"])).ShouldContain(refused);
        (await OfAsync([.. example, "--set-json", "admin.knownProxies=[]", "--set", "tls.existingSecret=tls"])).ShouldNotContain(refused);
    }

    private static async Task<string> OfAsync(params string[] values)
    {
        var ended = await Helm.RunAsync(["install", "soc", Repository.Chart, "--namespace", "soc", "--dry-run=client", .. values]);
        ended.Code.ShouldBe(0, ended.Error);
        return ended.Output[ended.Output.IndexOf("NOTES:", StringComparison.Ordinal)..];
    }
}
