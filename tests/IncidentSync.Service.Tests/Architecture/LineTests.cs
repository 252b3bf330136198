using IncidentSync.Testing;

namespace IncidentSync.Service.Tests.Architecture;

/// <summary>What .editorconfig asks for and no analyzer looks at.</summary>
public sealed class LineTests
{
    private const int Longest = 140;

    [Theory]
    [InlineData("src")]
    [InlineData("tests")]
    public void No_line_is_longer_than_the_editor_is_told(string folder) =>
        Source.Files(folder).SelectMany(TooLong).ShouldBeEmpty();

    private static IEnumerable<string> TooLong(string file) => File.ReadLines(file)
        .Select((line, index) => (line.Length, Place: $"{Path.GetFileName(file)}:{index + 1}"))
        .Where(line => line.Length > Longest).Select(line => line.Place);
}
