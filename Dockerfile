# The node and nothing else: docker build -t canton-ha .
# docker-compose.yml shows it at work.
FROM --platform=$BUILDPLATFORM mcr.microsoft.com/dotnet/sdk:10.0 AS build
WORKDIR /source
COPY global.json Directory.Build.props Directory.Build.targets Directory.Packages.props BannedSymbols.txt .editorconfig ./
COPY substitutes/ substitutes/
COPY Canton.Ha.Actors/ Canton.Ha.Actors/
# The native library lies beside the program, so that the container can do with a read-only root.
RUN dotnet publish Canton.Ha.Actors -p:PublishProfile=linux-x64 -p:IncludeNativeLibrariesForSelfExtract=false --output /published

# The program is one for linux-x64, wherever it is built.
FROM --platform=linux/amd64 mcr.microsoft.com/dotnet/runtime-deps:10.0
WORKDIR /canton
COPY --from=build /published/ ./
COPY deploy/docker/healthcheck ./
# Files of embedded stores: mount a volume here.
RUN mkdir /data && chown $APP_UID /data
VOLUME /data
# No sockets and files for debuggers: the root may be read-only.
ENV DOTNET_EnableDiagnostics=0
# Ledger API, Admin API, public API and Admin API of a synchronizer, health.
EXPOSE 5011 5012 5018 5019 8080
USER $APP_UID
# An active replica hands over on it: give it the time, docker stop --time 70.
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=2s --timeout=2s --start-period=20s --retries=3 CMD ["/canton/healthcheck", "8080"]
ENTRYPOINT ["/canton/Canton.Ha.Actors"]
