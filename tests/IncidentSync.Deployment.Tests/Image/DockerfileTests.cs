namespace IncidentSync.Deployment.Tests.Image;

/// <summary>What the Dockerfile says, wherever it is built.</summary>
public sealed class DockerfileTests
{
    private static readonly string[] Lines = [.. File.ReadAllLines(Repository.PathOf("Dockerfile")).Where(line => !line.StartsWith('#'))];

    private static readonly string[] Last = [.. Lines.SkipWhile(line => line != "FROM ${RUNTIME_IMAGE}").Skip(1)];

    [Fact]
    public void The_runtime_image_has_ICU_and_both_can_be_given_by_digest()
    {
        Lines.Where(line => line.StartsWith("ARG ")).Take(2).ShouldBe(
            [
                "ARG SDK_IMAGE=mcr.microsoft.com/dotnet/sdk:10.0-noble",
                "ARG RUNTIME_IMAGE=mcr.microsoft.com/dotnet/aspnet:10.0-noble-chiseled-extra",
            ]);
        Lines.Where(line => line.StartsWith("FROM ")).ShouldBe(["FROM ${SDK_IMAGE} AS build", "FROM ${RUNTIME_IMAGE}"]);
    }

    [Fact]
    public void Nothing_is_run_added_or_probed_in_an_image_that_has_no_shell()
    {
        Last.ShouldNotBeEmpty();
        Last.Where(line => new[] { "RUN", "ADD", "HEALTHCHECK", "SHELL" }.Contains(line.Split(' ')[0])).ShouldBeEmpty();
    }

    [Fact]
    public void No_front_end_is_fetched_to_read_it() =>
        File.ReadAllText(Repository.PathOf("Dockerfile")).ShouldNotContain("syntax=");

    [Fact]
    public void What_is_restored_is_locked() => Lines.ShouldContain("RUN dotnet restore src/IncidentSync.Service --locked-mode");

    [Fact]
    public void What_the_image_does_not_need_is_not_sent_to_where_it_is_built() =>
        new[] { ".git", "**/bin", "**/obj", "tests", "docs", "deploy", ".demo", "TestResults" }
            .Except(File.ReadAllLines(Repository.PathOf(".dockerignore"))).ShouldBeEmpty();
}
