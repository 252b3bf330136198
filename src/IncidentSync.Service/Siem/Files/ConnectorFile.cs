namespace IncidentSync.Service.Siem.Files;

/// <summary>What a FlexConnector REST asks tokens by. Its keys are documented; the file itself was never published.</summary>
internal static class ConnectorFile
{
    public const string Name = "WDATP-connector.properties";

    public static string Text(AccessDetails details) =>
        $"""
        client_ID={details.Client.Id}
        client_secret={details.Secret}
        auth_url={details.SignInUrl}
        token_url={details.TokenUrl}
        redirect_uri=https://localhost:44300/wdatpconnector
        scope=
        reauthenticate=false

        """;
}
