using IncidentSync.Core.Comments;
using IncidentSync.Core.Values;

namespace IncidentSync.Core.Tests.Comments;

/// <summary>The rows of the table above <see cref="MarkerKeys"/>.</summary>
public sealed class MarkerKeysTests
{
    private static readonly LinkIdentity Contoso = new("c0de", "5ab5", "contoso-soc", "contoso-sentinel");
    private static readonly LinkIdentity Fabrikam = Contoso with { Workspace = "fabrikam-sentinel" };
    private static readonly LinkId Link = Contoso.LinkOfDefender(new IncidentId("7"));
    private static readonly string Origin = MarkerKey.Origin(Portal.Sentinel, new CommentId("s1"));
    private static readonly MarkerKey Key = new("1", new byte[32]);
    private static readonly MarkerKey Older = new("0", [1, .. new byte[31]]);

    [Fact]
    public void A_connection_knows_what_it_signed() => Verifies(new MarkerKeys(Key).Of(Contoso), new MarkerKeys(Key).Of(Contoso));

    [Fact]
    public void A_connection_does_not_know_what_another_signed() =>
        Refuses(new MarkerKeys(Key).Of(Fabrikam), new MarkerKeys(Key).Of(Contoso));

    [Fact]
    public void A_renamed_resource_in_other_letters_is_the_same_connection() =>
        Verifies(new MarkerKeys(Key).Of(Contoso with { Workspace = "CONTOSO-Sentinel" }), new MarkerKeys(Key).Of(Contoso));

    [Fact]
    public void What_the_undivided_key_signed_still_verifies() => Verifies(new MarkerKeys(Key).Of(Contoso), new MarkerKeys(Key));

    [Fact]
    public void What_a_connection_signs_the_undivided_key_does_not_know() => Refuses(new MarkerKeys(Key), new MarkerKeys(Key).Of(Contoso));

    [Fact]
    public void What_an_older_key_signed_verifies_derived_and_undivided()
    {
        Verifies(new MarkerKeys(Key, Older).Of(Contoso), new MarkerKeys(Older).Of(Contoso));
        Verifies(new MarkerKeys(Key, Older).Of(Contoso), new MarkerKeys(Older));
        Refuses(new MarkerKeys(Key).Of(Contoso), new MarkerKeys(Older));
    }

    [Fact]
    public void The_first_key_signs_under_its_own_name_and_the_same_version() =>
        Sign(new MarkerKeys(Key, Older).Of(Contoso)).ShouldContain($"[incidentsync 1.1.{Origin}.");

    // The same input must give the same key for good: comments outlive versions.
    [Fact]
    public void The_derived_key_is_always_the_same() =>
        Sign(new MarkerKeys(Key).Of(Contoso)).ShouldEndWith(".BCnfPH43Mse0ec7s]");

    private static void Verifies(MarkerKeys reader, MarkerKeys signer) => reader.Verify(Link, Sign(signer)).ShouldBe(Origin);

    private static void Refuses(MarkerKeys reader, MarkerKeys signer) => reader.Verify(Link, Sign(signer)).ShouldBeNull();

    private static string Sign(MarkerKeys signer) => signer.Sign(Link, Origin, "Blocked the sender.");
}
