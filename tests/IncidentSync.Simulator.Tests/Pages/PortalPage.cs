using Microsoft.Playwright;

namespace IncidentSync.Simulator.Tests.Pages;

/// <summary>A portal page as a person uses it: by what is written on it.</summary>
internal sealed class PortalPage(IBrowserContext context, IPage page) : IAsyncDisposable
{
    public IPage Browser => page;

    public ILocator Pane => page.GetByRole(AriaRole.Complementary, new PageGetByRoleOptions { Name = "Incident" });

    public ILocator Row(string text) => page.Locator("#queue tbody tr").Filter(new LocatorFilterOptions { HasText = text });

    public ILocator Field(string label) => Pane.GetByLabel(label, new LocatorGetByLabelOptions { Exact = true });

    public Task Choose(string label, string option) => Field(label).SelectOptionAsync(new SelectOptionValue { Label = option });

    public Task Click(string button) =>
        page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = button, Exact = true }).ClickAsync();

    public Task SignIn(string person) => page.GetByLabel("Signed in as").SelectOptionAsync(person);

    public Task See(ILocator what, string text) => Assertions.Expect(what).ToContainTextAsync(text);

    public Task SeeValue(string label, string value) => Assertions.Expect(Field(label)).ToHaveValueAsync(value);

    public async ValueTask DisposeAsync() => await context.DisposeAsync();
}
