using k8s.Models;

namespace IncidentSync.Deployment.Tests.Chart;

/// <summary>The Job that migrates the schema, and the test pod: hooks, and what they may count on.</summary>
public sealed class MigrationTests
{
    [Fact]
    public async Task It_runs_before_an_install_and_an_upgrade_and_its_log_outlives_it()
    {
        var annotations = (await Release.OfAsync("{}")).Migration.Metadata.Annotations;
        annotations["helm.sh/hook"].ShouldBe("pre-install,pre-upgrade");
        annotations["helm.sh/hook-delete-policy"].ShouldBe("before-hook-creation");
    }

    [Fact]
    public async Task It_uses_nothing_of_the_release_which_is_not_there_yet_at_a_first_install()
    {
        var release = await Release.OfAsync("{ serviceAccount: { name: mine }, trust: { existingConfigMap: authorities } }");
        var pod = release.Migration.Spec.Template.Spec;
        pod.ServiceAccountName.ShouldBeNull();
        pod.Volumes.Single().Projected.Sources.Single().ConfigMap.Name.ShouldBe("authorities");
        pod.Containers.Single().Args.ShouldBe(["migrate"]);
        pod.Containers.Single().Env.Where(env => env.ValueFrom is not null).Select(env => env.Name)
            .ShouldBe(["IncidentSync__Store__ConnectionString"]);
    }

    [Theory]
    [InlineData("database: { key: app }", "incidentsync-database", "app")]
    [InlineData("{ database: { key: app }, migration: { existingSecret: migrator, key: owner } }", "migrator", "owner")]
    public async Task It_signs_in_as_the_role_that_may_change_the_schema_or_as_the_only_one(string values, string secret, string key)
    {
        var source = (await Release.OfAsync(values)).Migration.Spec.Template.Spec.Containers.Single().Env
            .Single(env => env.ValueFrom is not null).ValueFrom.SecretKeyRef;
        (source.Name, source.Key).ShouldBe((secret, key));
    }

    [Fact]
    public async Task The_services_pods_never_hold_the_migrators_password_while_the_Job_migrates()
    {
        var release = await Release.OfAsync("migration: { existingSecret: migrator }");
        release.Container.Env.ShouldAllBe(env => env.ValueFrom == null || env.ValueFrom.SecretKeyRef.Name != "migrator");
    }

    [Fact]
    public async Task Without_the_Job_the_pods_migrate_with_the_migrators_Secret()
    {
        var release = await Release.OfAsync("migration: { enabled: false, existingSecret: migrator }");
        release.All<V1Job>().ShouldBeEmpty();
        release.SecretOf("IncidentSync__Store__MigrationConnectionString").ShouldBe("migrator/connection-string");
        release.Text.ShouldNotContain("soc-incident-sync-migrate");
    }

    [Fact]
    public async Task It_gives_up_after_a_time()
    {
        var job = (await Release.OfAsync("migration: { backoffLimit: 5, activeDeadlineSeconds: 60 }")).Migration.Spec;
        (job.BackoffLimit, job.ActiveDeadlineSeconds, job.Template.Spec.RestartPolicy).ShouldBe((5, 60, "Never"));
    }

    [Fact]
    public async Task The_test_asks_with_everything_that_the_service_has()
    {
        var release = await Release.OfExampleAsync("replicas");
        var (check, service) = (release.Check, release.Deployment.Spec.Template.Spec);
        check.Metadata.Annotations["helm.sh/hook"].ShouldBe("test");
        check.Spec.Containers.Single().Args.ShouldBe(["check", "--config", "/etc/incidentsync/config/incidentsync.json"]);
        release.Container.Args.ShouldBe(["run", "--config", "/etc/incidentsync/config/incidentsync.json"]);
        k8s.KubernetesYaml.Serialize(check.Spec.Containers.Single().Env).ShouldBe(k8s.KubernetesYaml.Serialize(release.Container.Env));
        k8s.KubernetesYaml.Serialize(check.Spec.Volumes).ShouldBe(k8s.KubernetesYaml.Serialize(service.Volumes));
        check.Spec.ServiceAccountName.ShouldBe(service.ServiceAccountName);
    }
}
