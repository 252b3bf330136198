using System.Security.Authentication;
using IncidentSync.Core.Values;
using IncidentSync.Service.Configuration;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace IncidentSync.Service.Bus;

/// <summary>Asks the broker once, with a connection as the bus makes them.</summary>
internal static class BrokerCheck
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <returns>What is wrong; null when nothing is.</returns>
    public static async Task<string?> ProblemAsync(RabbitMqOptions options, CancellationToken cancellationToken)
    {
        var factory = new ConnectionFactory
        {
            HostName = options.Host,
            Port = options.Port,
            VirtualHost = options.VirtualHost,
            UserName = options.Username,
            Password = options.Password,
            RequestedConnectionTimeout = Patience,
            Ssl = new SslOption(options.Host, enabled: options.UseTls) { Version = SslProtocols.None },
        };
        try
        {
            await using var connection = await factory.CreateConnectionAsync("incidentsync check", cancellationToken);

            // The client takes a connection for made before the broker has opened the virtual host.
            await using var channel = await connection.CreateChannelAsync(cancellationToken: cancellationToken);
            return null;
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            // Whatever the client throws: this broker cannot be used.
            return (e.InnerException ?? e) switch
            {
                AuthenticationFailureException => "access denied: check Bus:RabbitMq:Username and Password",
                AuthenticationException tls => $"its certificate is not believed for {options.Host}: {ForeignWords.OneLine(tls.Message)}",
                OperationInterruptedException refused =>
                    $"refused: {ForeignWords.OneLine(refused.ShutdownReason?.ReplyText ?? refused.Message)}",
                var other => $"unreachable at {options.Host}:{options.Port}: {ForeignWords.OneLine(other.GetBaseException().Message)}",
            };
        }
    }
}
