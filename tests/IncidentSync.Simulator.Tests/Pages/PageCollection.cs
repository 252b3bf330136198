namespace IncidentSync.Simulator.Tests.Pages;

/// <summary>One simulator and one browser for all tests of the pages.</summary>
[CollectionDefinition]
public sealed class PageCollection : ICollectionFixture<BrowserFixture>;
