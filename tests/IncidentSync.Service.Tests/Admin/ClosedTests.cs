using System.Net;
using IncidentSync.Service.Configuration;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace IncidentSync.Service.Tests.Admin;

[Collection<AdminCollection>]
public class ClosedTests(AdminService service)
{
    [Theory]
    [InlineData("/api/v1")]
    [InlineData("/api/v1/connections")]
    [InlineData("/api/v1/nothing?x=1")]
    public async Task Without_an_Admin_section_the_API_says_why_it_is_closed(string path)
    {
        var closed = await service.StartAsync(new AdminOptions());
        var answer = await closed.Client.GetAsync(path, service.Tokens.Operate);
        answer.Status.ShouldBe(HttpStatusCode.Forbidden);
        answer.Detail.ShouldContain("IncidentSync:Admin");
        (await closed.Client.PauseAsync(service.Tokens.Operate)).Status.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task A_closed_service_has_health_endpoints_and_no_other()
    {
        var closed = await service.StartAsync(new AdminOptions());
        (await closed.Client.GetAsync("/health/live")).Status.ShouldBe(HttpStatusCode.OK);
        (await closed.Client.GetAsync("/openapi/v1.json")).Status.ShouldBe(HttpStatusCode.NotFound);
        closed.App.Services.GetRequiredService<EndpointDataSource>().Endpoints
            .ShouldAllBe(endpoint => endpoint.Metadata.GetMetadata<IAllowAnonymous>() != null);
    }

    [Fact]
    public async Task A_section_that_is_given_in_part_opens_nothing()
    {
        var half = await service.StartAsync(
            new AdminOptions { Authority = service.Simulator.Authority.AbsoluteUri, Audience = AdminService.Audience });
        (await half.Client.GetAsync("/api/v1/connections", service.Tokens.Operate)).Status.ShouldBe(HttpStatusCode.Forbidden);
    }
}
