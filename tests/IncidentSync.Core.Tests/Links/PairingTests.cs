using IncidentSync.Core.Links;
using IncidentSync.Core.Values;

namespace IncidentSync.Core.Tests.Links;

/// <summary>The rows of the table above <see cref="Pairing"/>, in its order.</summary>
public sealed class PairingTests
{
    private static readonly Link Claimed = Paged.PairWith(Paged.Labelled) with
    {
        Bases = Pair.Synced().Bases,
        Intents = [new Intent.Create([], [], Sent: false)],
        Missing = MissingIncident.Met(Portal.Sentinel),
    };

    [Fact]
    public void A_link_that_a_label_claimed_gets_its_twins_name_back_and_the_labelled_incident_a_link_of_its_own()
    {
        var choice = Choose(Paged.InDefender, Claimed);
        Words(choice).ShouldBe("42 and twin, Live; displaced: none and rules (read), Unpaired");
        choice.Link.Id.ShouldBe(Claimed.Id);
        (choice.Link.Bases, choice.Link.Intents.IsEmpty, choice.Link.Missing).ShouldBe((Bases.None, true, null));
    }

    [Fact]
    public void A_displaced_incident_has_the_link_that_it_would_have_had_alone() =>
        Choose(Paged.InDefender, Claimed).Displaced!.Id.ShouldBe(Paged.Identity.LinkOfSentinel(Paged.Rules));

    public static TheoryData<string> Stored => ["read before", "with Microsoft's own", "with its twin", "never read anywhere"];

    [Theory]
    [MemberData(nameof(Stored))]
    public void A_pair_that_is_stored_stays_one(string link)
    {
        var own = link switch
        {
            "read before" => Claimed with { Defender = Paged.InDefender },
            "with Microsoft's own" => Paged.PairWith(Paged.Native),
            "with its twin" => Paged.PairWith(Paged.OurTwin),
            _ => Paged.Unread(Paged.Rules),
        };
        var choice = Choose(Paged.InDefender, own, Paged.Alone(Paged.OurTwin));
        (choice.Link, choice.Displaced, choice.Emptied).ShouldBe((own, null, null));
    }

    [Fact]
    public void A_Sentinel_incident_that_a_link_has_stays_there_whatever_it_says_of_another()
    {
        var own = Paged.Alone(Paged.OurTwin);
        Choose(Paged.OurTwin, own, Paged.PairWith(Paged.Native)).ShouldBe(new Pairing.Choice(own));
    }

    [Fact]
    public void A_Defender_incident_that_no_link_has_gets_one_with_its_twins_name()
    {
        var choice = Choose(Paged.InDefender);
        Words(choice).ShouldBe("42 and twin, Live");
        choice.Link.Id.ShouldBe(Paged.Identity.LinkOfDefender(Paged.Number));
    }

    [Fact]
    public void A_twin_that_was_read_before_its_Defender_incident_comes_to_the_new_link()
    {
        var alone = Paged.Alone(Paged.OurTwin);
        var choice = Choose(Paged.InDefender, null, alone);
        Words(choice).ShouldBe($"42 and twin (read), Live; emptied: none and {alone.Id}, Merged");
        (choice.Emptied!.Id, choice.Emptied.Missing).ShouldBe((alone.Id, null));
    }

    [Fact]
    public void A_twin_comes_to_a_claimed_link_too() => Words(Choose(Paged.InDefender, Claimed, Paged.Alone(Paged.OurTwin)))
        .ShouldStartWith("42 and twin (read), Live; displaced: none and rules (read), Unpaired; emptied: ");

    [Fact]
    public void A_twin_that_was_deleted_before_its_link_was_known_is_not_made_again()
    {
        var gone = MissingIncident.Met(Portal.Sentinel);
        var deleted = Paged.Alone(Paged.OurTwin) with { State = LinkState.Deleted, Missing = gone };
        var choice = Choose(Paged.InDefender, null, deleted);
        (choice.Link.State, choice.Link.Missing, choice.Emptied!.Missing).ShouldBe((LinkState.Deleted, gone, null));
    }

    [Fact]
    public void A_twin_that_another_pair_has_is_left_to_it() =>
        Words(Choose(Paged.InDefender, null, Paged.PairWith(Paged.OurTwin) with { DefenderId = new("43") }))
            .ShouldBe("42 and twin, Live");

    [Fact]
    public void A_Sentinel_incident_comes_to_the_link_of_its_Defender_incident_that_has_none_yet() =>
        Words(Choose(Paged.Native, null, Paged.Unread(Paged.Twin))).ShouldBe("42 and microsofts, Live");

    [Fact]
    public void A_Sentinel_incident_comes_in_place_of_the_one_that_was_deleted_there()
    {
        var deleted = Paged.PairWith(Paged.OurTwin) with
        {
            State = LinkState.Deleted, Missing = MissingIncident.Met(Portal.Sentinel), Bases = Pair.Synced().Bases,
        };
        var choice = Choose(Paged.Native, null, deleted);
        Words(choice).ShouldBe("42 and microsofts, Live");
        (choice.Link.Bases, choice.Link.Missing).ShouldBe((Bases.None, null));
    }

    [Fact]
    public void Microsofts_own_incident_replaces_the_twin_that_we_made() =>
        Words(Choose(Paged.Native, null, Paged.PairWith(Paged.OurTwin)))
            .ShouldBe("42 and microsofts, Live; displaced: none and twin (read), Unpaired, superseded by microsofts");

    [Fact]
    public void Our_twin_is_superseded_when_Microsofts_own_has_its_place() =>
        Words(Choose(Paged.OurTwin, null, Paged.PairWith(Paged.Native))).ShouldBe("none and twin, Unpaired, superseded by microsofts");

    [Fact]
    public void Another_incident_of_a_Defender_incident_that_has_one_is_a_duplicate_and_supersedes_nothing()
    {
        Words(Choose(Paged.Native with { Id = new("second") }, null, Paged.PairWith(Paged.Native))).ShouldBe("none and second, Unpaired");
        Words(Choose(Paged.OurTwin, null, Paged.PairWith(Paged.Labelled))).ShouldBe("none and twin, Unpaired");
        Words(Choose(Paged.Native, null, Paged.PairWith(Paged.Labelled))).ShouldBe("none and microsofts, Unpaired");
    }

    [Fact]
    public void A_Sentinel_incident_whose_Defender_incident_no_link_has_makes_a_link_of_the_two()
    {
        var choice = Choose(Paged.Native);
        Words(choice).ShouldBe("42 and microsofts, Live");
        choice.Link.Id.ShouldBe(Paged.Identity.LinkOfDefender(Paged.Number));
    }

    [Fact]
    public void A_label_pairs_nothing() => Words(Choose(Paged.Labelled)).ShouldBe("none and rules, Unpaired");

    private static Pairing.Choice Choose(Snapshot snapshot, Link? own = null, Link? ofCounterpart = null) =>
        Pairing.Choose(Paged.Of(snapshot), snapshot, own, ofCounterpart);

    private static string Words(Pairing.Choice choice) => Paged.Words(choice.Link)
        + (choice.Displaced is { } displaced ? $"; displaced: {Paged.Words(displaced)}" : "")
        + (choice.Emptied is { } emptied ? $"; emptied: {Paged.Words(emptied)}" : "");
}
