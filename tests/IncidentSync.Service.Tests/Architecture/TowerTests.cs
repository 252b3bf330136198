using IncidentSync.Core.Fields;
using IncidentSync.Testing;

namespace IncidentSync.Service.Tests.Architecture;

/// <summary>Core is a tower: each folder sees only those before it.</summary>
public sealed class TowerTests
{
    private const string Core = "IncidentSync.Core.";

    private static readonly string[] Tower = ["Values", "Fields", "Comments", "Alerts", "Links", "Planning", "Steps"];

    private static readonly List<Type> Types = [.. typeof(Incident).Assembly.GetTypes().Where(type => FolderOf(type).Length > 0)];

    public static TheoryData<string> Folders => [.. Tower];

    [Fact]
    public void Every_folder_of_Core_has_its_place_in_the_tower() =>
        Types.Select(FolderOf).Distinct().ShouldBe(Tower, ignoreOrder: true);

    [Theory]
    [MemberData(nameof(Folders))]
    public void A_folder_of_Core_uses_types_only_of_those_before_it(string folder) =>
        Types.Where(type => FolderOf(type) == folder)
            .SelectMany(type => Uses.Of(type).Where(used => PlaceOf(FolderOf(used)) > PlaceOf(folder))
                .Select(used => $"{type} uses {used}"))
            .ShouldBeEmpty();

    [Theory]
    [MemberData(nameof(Folders))]
    public void A_folder_of_Core_imports_only_those_before_it(string folder) =>
        Source.Lines($"src/IncidentSync.Core/{folder}").Where(line => line.StartsWith($"using {Core}", StringComparison.Ordinal))
            .Where(line => PlaceOf(line[$"using {Core}".Length..^1]) >= PlaceOf(folder)).ShouldBeEmpty();

    private static int PlaceOf(string folder) => Array.IndexOf(Tower, folder);

    private static string FolderOf(Type type) =>
        type.Namespace?.StartsWith(Core, StringComparison.Ordinal) == true ? type.Namespace[Core.Length..] : "";
}
