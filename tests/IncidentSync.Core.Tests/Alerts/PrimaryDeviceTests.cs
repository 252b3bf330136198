using IncidentSync.Core.Alerts;

namespace IncidentSync.Core.Tests.Alerts;

/// <summary>Which device an alert is about.</summary>
public sealed class PrimaryDeviceTests
{
    [Theory]
    [InlineData("PrimaryDevice")]
    [InlineData("Main device")]
    [InlineData("main Device")]
    [InlineData("primary device ")]
    public void It_is_the_first_device_whose_roles_say_so(string role) =>
        Primary(Sample.Device("m1"), Sample.Device("m2", roles: ["Compromised", role]), Sample.Device("m3", roles: [role])).ShouldBe("m2");

    [Fact]
    public void A_role_of_the_vocabulary_says_it_as_well() =>
        Primary(Sample.Device("m1"), Sample.Device("m2") with { Roles = ["primaryDevice"] }).ShouldBe("m2");

    [Fact]
    public void Without_such_a_role_it_is_the_first_device() =>
        Primary(Sample.File("a.exe") with { DetailedRoles = ["PrimaryDevice"] }, Sample.Device("m1"), Sample.Device("m2")).ShouldBe("m1");

    [Fact]
    public void Without_a_device_there_is_none() => PrimaryDevice.Of(Sample.Alert(Sample.File("a.exe"))).ShouldBeNull();

    private static string? Primary(params Evidence[] evidence) => PrimaryDevice.Of(Sample.Alert([.. evidence]))?.MdeDeviceId;
}
