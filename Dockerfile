# The service as an image. A release passes both base images by digest (name@sha256:…). The runtime's must have ICU: plain noble-chiseled has
# none, and the service would refuse to start.
ARG SDK_IMAGE=mcr.microsoft.com/dotnet/sdk:10.0-noble
ARG RUNTIME_IMAGE=mcr.microsoft.com/dotnet/aspnet:10.0-noble-chiseled-extra

FROM ${SDK_IMAGE} AS build
WORKDIR /src

# What decides the packages comes first, so that they are restored anew only when it changes. .editorconfig says where banned symbols may stand.
COPY .editorconfig global.json nuget.config Directory.Build.props Directory.Packages.props ./
COPY src/IncidentSync.Core/IncidentSync.Core.csproj src/IncidentSync.Core/packages.lock.json src/IncidentSync.Core/
COPY src/IncidentSync.Connectors/IncidentSync.Connectors.csproj src/IncidentSync.Connectors/packages.lock.json src/IncidentSync.Connectors/
COPY src/IncidentSync.Service/IncidentSync.Service.csproj src/IncidentSync.Service/packages.lock.json src/IncidentSync.Service/
RUN dotnet restore src/IncidentSync.Service --locked-mode

COPY src/BannedSymbols.txt src/
COPY src/IncidentSync.Core/ src/IncidentSync.Core/
COPY src/IncidentSync.Connectors/ src/IncidentSync.Connectors/
COPY src/IncidentSync.Service/ src/IncidentSync.Service/
ARG VERSION=1.0.0
RUN dotnet publish src/IncidentSync.Service -c Release --no-restore -o /app \
    -p:UseAppHost=false -p:ContinuousIntegrationBuild=true -p:Version=${VERSION}

FROM ${RUNTIME_IMAGE}
ARG VERSION=1.0.0
ARG REVISION=unknown
LABEL org.opencontainers.image.title=incidentsync \
      org.opencontainers.image.version=${VERSION} \
      org.opencontainers.image.revision=${REVISION}

# Root's, so that the service cannot change its own files; and before WORKDIR, which would give the folder to the base image's user.
COPY --from=build --chown=0:0 /app /app
WORKDIR /app

# A number, or runAsNonRoot could not be checked.
USER 1654:1654
EXPOSE 8080

# The base image's HTTP_PORTS would leave the service on its own default, loopback, where no probe reaches it. Diagnostics: the runtime's
# debugging port stays closed.
ENV ASPNETCORE_URLS=http://+:8080 \
    ASPNETCORE_HTTP_PORTS= \
    DOTNET_EnableDiagnostics=0
ENTRYPOINT ["/usr/bin/dotnet", "/app/incidentsync.dll"]
CMD ["run"]
