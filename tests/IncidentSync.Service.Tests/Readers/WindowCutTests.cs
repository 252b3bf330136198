using IncidentSync.Core.Values;
using IncidentSync.Service.Readers;

namespace IncidentSync.Service.Tests.Readers;

/// <summary>How a window of a feed is cut that holds more than is read at once.</summary>
public sealed class WindowCutTests
{
    [Theory]
    [InlineData(100, null, 200, 100, 150)]
    [InlineData(100, 150, 200, 100, 125)]
    [InlineData(100, 101, 200, 100, 100)]
    public void A_part_that_is_full_is_halved(long since, int? until, long present, long thenSince, int thenUntil) =>
        Part(since, until).Half(new Stamp(present)).ShouldBe(Part(thenSince, thenUntil));

    [Theory]
    [InlineData(100, 100, 200)]
    [InlineData(200, null, 200)]
    [InlineData(300, null, 200)]
    public void One_stamp_cannot_be_halved(long since, int? until, long present) =>
        Part(since, until).Half(new Stamp(present)).ShouldBeNull();

    [Theory]
    [InlineData(100, 120, 200, 120, 160)]
    [InlineData(100, 150, 200, 150, null)]
    [InlineData(100, 100, 200, 101, 102)]
    [InlineData(100, 101, 200, 101, 103)]
    public void After_a_part_that_was_read_comes_twice_as_much(long since, int until, long present, long thenSince, int? thenUntil) =>
        Part(since, until).Next(new Stamp(present)).ShouldBe(Part(thenSince, thenUntil));

    [Fact]
    public void After_a_part_without_an_end_comes_nothing() => Part(100, null).Next(new Stamp(200)).ShouldBeNull();

    private static WindowCut Part(long since, int? until) => new(new Stamp(since), until is { } end ? new Stamp(end) : null);
}
