using IncidentSync.Core.Alerts;

namespace IncidentSync.Core.Tests.Alerts;

/// <summary>Which detections an alert makes, and that none is ever made twice.</summary>
public sealed class ProjectionTests
{
    [Fact]
    public void Each_indicator_is_a_detection_and_the_parts_count_in_the_order_of_the_evidence() =>
        Told(Sample.Device(), Sample.File("a.exe"), Sample.Ip("203.0.113.7"), Sample.User("alice"), Sample.Url("https://fabrikam.com"),
            Sample.Process("", id: 5)).ShouldBe(["0 a.exe", "1 203.0.113.7", "2 https://fabrikam.com", "3 "]);

    [Fact]
    public void A_process_folds_into_the_file_that_it_ran_from()
    {
        var made = Of(Sample.File("a.exe"), Sample.Process("A.EXE", "a.exe /x", user: "bob"), Sample.Process("a.exe", "a.exe /y", id: 6));
        var json = Sample.Json(made.ShouldHaveSingleItem().ToJson(Sample.At("2026-11-28T12:00:00Z")));
        json.GetProperty("CommandLine").GetString().ShouldBe("a.exe /x");
        json.GetProperty("UserName").GetString().ShouldBe("bob");
    }

    [Fact]
    public void The_same_file_on_another_device_is_another_detection() =>
        Told(Sample.File("a.exe", device: "m1"), Sample.File("a.exe", device: "m2")).ShouldBe(["0 a.exe", "1 a.exe"]);

    [Fact]
    public void Evidence_without_a_device_belongs_to_the_primary_one() =>
        Told(Sample.Device("m1"), Sample.File("a.exe", device: "m1"), Sample.File("a.exe", device: "")).ShouldBe(["0 a.exe"]);

    [Fact]
    public void A_hash_that_comes_later_makes_no_second_detection_of_a_file_whose_place_is_known()
    {
        var known = Of(Sample.File("a.exe", sha256: "")).Select(one => one.Hash).ToHashSet();
        Projection.Of(Sample.Alert(Sample.File("a.exe")), known, 1).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("a.exe", "", "", false)]
    [InlineData("", @"C:\Temp", "", false)]
    [InlineData("", "", Sample.Hash, false)]
    [InlineData("", "", "", true)]
    public void A_file_that_nothing_names_is_no_indicator(string name, string path, string hash, bool isWhole) =>
        Projection.Of(Sample.Alert(Sample.File(name, path, hash)), new HashSet<string>(), 0).Single().IocUniqueId
            .Equals(Of(Sample.User("alice"))[0].IocUniqueId, StringComparison.Ordinal).ShouldBe(isWhole);

    [Fact]
    public void An_alert_without_an_indicator_is_one_detection()
    {
        var whole = Of(Sample.User("alice"), Sample.Device()).ShouldHaveSingleItem();
        (whole.AlertPart, whole.IocUniqueId).ShouldBe((0, "35BQWN1npAn--BSA6B5HNlcrDttNf7mHxpXNB-Jg7IE="));
    }

    [Fact]
    public void What_was_emitted_is_never_emitted_again_and_what_is_new_takes_the_next_part()
    {
        var known = Of(Sample.File("a.exe"), Sample.Ip("203.0.113.7")).Select(one => one.Hash).ToHashSet();
        var alert = Sample.Alert(Sample.Url("https://fabrikam.com"), Sample.Ip("203.0.113.7"), Sample.File("A.exe"), Sample.File("b.exe"));
        Projection.Of(alert with { Status = "resolved" }, known, 2).Select(Told).ShouldBe(["2 https://fabrikam.com", "3 b.exe"]);
    }

    [Fact]
    public void An_indicator_that_comes_to_an_alert_without_any_is_emitted_and_one_that_goes_makes_nothing()
    {
        var whole = Of(Sample.User("alice")).Select(one => one.Hash).ToHashSet();
        Projection.Of(Sample.Alert(Sample.Ip("203.0.113.7")), whole, 1).Select(Told).ShouldBe(["1 203.0.113.7"]);
        var known = Of(Sample.Ip("203.0.113.7")).Select(one => one.Hash).ToHashSet();
        Projection.Of(Sample.Alert(Sample.User("alice")), known, 1).ShouldBeEmpty();
    }

    [Fact]
    public void Ids_are_those_of_their_key_in_lower_case()
    {
        var made = Of(Sample.File("A.exe"))[0];
        (made.FullId, made.Hash).ShouldBe(("da1_1:oA62-19ylrqz1rdl3F0jGpzPR9LUjayJ5cqFjD_AWfk=", "8ca02c1fa6d2103c70c85b95380e6eb2"));
        Of(Sample.Process("a.EXE"))[0].FullId.ShouldBe(made.FullId);
    }

    [Fact]
    public void The_group_and_the_tags_of_its_device_are_there_to_be_filtered_by()
    {
        var device = Sample.Device() with { Tags = ["VIP"], Device = new DeviceDetails { RbacGroupName = "Clients" } };
        var made = Of(Sample.File("a.exe"), device).ShouldHaveSingleItem();
        (made.MachineGroup, made.MachineTags.Single()).ShouldBe(("Clients", "VIP"));
    }

    private static IReadOnlyList<Detection> Of(params Evidence[] evidence) =>
        Projection.Of(Sample.Alert([.. evidence]), new HashSet<string>(), 0);

    private static IEnumerable<string> Told(params Evidence[] evidence) => Of(evidence).Select(Told);

    private static string Told(Detection made)
    {
        var json = Sample.Json(made.ToJson(Sample.At("2026-11-28T12:00:00Z")));
        var names = new[] { "FileName", "IpAddress", "Url" }.Select(name => json.GetProperty(name).GetString());
        return $"{made.AlertPart} {string.Concat(names)}";
    }
}
