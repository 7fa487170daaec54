# The image of the service, which make image builds. docs/image.md describes its content and how to run it.

# Must have JDK 25, Maven and a shell.
ARG BUILD_IMAGE=maven:3-eclipse-temurin-25
# Must have a JVM 25 on the PATH, and glibc. A shell is not required.
ARG RUN_IMAGE=eclipse-temurin:25-jre
# The path of the JVM in RUN_IMAGE.
ARG RUN_JAVA=/opt/java/openjdk

FROM ${RUN_IMAGE} AS run

FROM ${BUILD_IMAGE} AS build
# The training run starts PostgreSQL, which does not run as root.
RUN groupadd --gid 10001 build && useradd --uid 10001 --gid 10001 --create-home build \
  && mkdir /build && chown build:build /build
USER 10001:10001
WORKDIR /build
ENV MAVEN="mvn --batch-mode --no-transfer-progress --quiet -Dmaven.repo.local=/build/repository -DskipTests -Dspotless.check.skip"
# Builds an empty package to download the libraries. Their layer is cached until the pom changes.
COPY --chown=10001:10001 pom.xml ./
RUN ${MAVEN} package quarkus:dependency-sbom && rm -r target
COPY --chown=10001:10001 openapi.yaml ./
COPY --chown=10001:10001 src src
RUN ${MAVEN} package quarkus:dependency-sbom
# Extracts the files that Netty and Vert.x would extract at startup, which is impossible on a read-only file system. A step fails
# if its file is missing.
RUN cd target/quarkus-app && mkdir native \
  && for arch in x86_64 aarch_64; do \
    jar --extract --file lib/main/io.netty.netty-transport-native-epoll-*-linux-$arch.jar META-INF/native \
    && mv META-INF/native/libnetty_transport_native_epoll_$arch.so native || exit; \
  done \
  && rm -r META-INF \
  && jar --extract --file quarkus/generated-bytecode.jar META-INF/io.smallrye_smallrye-open-api-ui__jar \
  && test -f META-INF/io.smallrye_smallrye-open-api-ui__jar/META-INF/resources/openapi-ui/index.html
RUN java -cp "target/test-classes:$(cat target/sandbox.classpath)" sslorders.image.Sbom \
    target/ssl-orders-*-dependency-cyclonedx.json target/quarkus-app/lib target/quarkus-app/sbom.cdx.json \
  && cp src/main/jvm/*.options target/quarkus-app && chmod -R a+rX target/quarkus-app

FROM build AS training
ARG RUN_JAVA
# An AOT cache is valid for exactly one JVM at one path, so the training uses the JVM of the image at its path.
USER 0:0
RUN rm -rf "${RUN_JAVA}" && ln -s /build/target/quarkus-app /app
COPY --from=run ${RUN_JAVA} ${RUN_JAVA}
USER 10001:10001
RUN "${RUN_JAVA}/bin/java" -cp "target/test-classes:$(cat target/sandbox.classpath)" sslorders.image.Training \
    target/service.aot @/app/service.options @/app/container.options \
  && chmod a+r target/service.aot

FROM ${RUN_IMAGE}
ARG VERSION=unknown
ARG REVISION=unknown
LABEL org.opencontainers.image.title="SSL Orders" \
  org.opencontainers.image.description="Lists a customer's SSL orders and has the CA resend a fulfillment e-mail." \
  org.opencontainers.image.licenses="Apache-2.0" \
  org.opencontainers.image.version="${VERSION}" \
  org.opencontainers.image.revision="${REVISION}"
# All files are owned by root and read-only for the service. COPY keeps the timestamps of the jars, which the AOT cache validates.
COPY --from=build --chown=0:0 /build/target/quarkus-app /app
COPY --from=training --chown=0:0 /build/target/service.aot /app/
WORKDIR /app
USER 10001:10001
# Fails the build if this JVM does not accept the cache with the minimum memory of the image. At run time the JVM would ignore the
# cache or not start.
RUN ["java", "-XX:MaxRAM=256m", "@/app/service.options", "@/app/container.options", "-XX:AOTMode=on", "-XX:AOTCache=/app/service.aot", \
  "-cp", "/app/quarkus-run.jar", "-version"]
# 8080 is the API. 9000 is for operators only: health and metrics.
EXPOSE 8080 9000
STOPSIGNAL SIGTERM
ENTRYPOINT ["java", "@/app/service.options", "@/app/container.options", "-XX:AOTCache=/app/service.aot"]
# Additional JVM options are inserted before these arguments. They take precedence over those above.
CMD ["-jar", "/app/quarkus-run.jar"]
