# The image of the service; make image builds it. docs/image.md says what it has, and how it is run.

# A JDK of 25, Maven and a shell.
ARG BUILD_IMAGE=maven:3-eclipse-temurin-25
# A JVM of 25 on the path, with glibc. A shell is of no use to it.
ARG RUN_IMAGE=eclipse-temurin:25-jre
# Where the JVM of RUN_IMAGE is.
ARG RUN_JAVA=/opt/java/openjdk

FROM ${RUN_IMAGE} AS run

FROM ${BUILD_IMAGE} AS build
# The PostgreSQL of the training refuses to run as root.
RUN groupadd --gid 10001 build && useradd --uid 10001 --gid 10001 --create-home build \
  && mkdir /build && chown build:build /build
USER 10001:10001
WORKDIR /build
ENV MAVEN="mvn --batch-mode --no-transfer-progress --quiet -Dmaven.repo.local=/build/repository -DskipTests -Dspotless.check.skip"
# A package of nothing needs the same libraries: their layer lasts until the pom changes.
COPY --chown=10001:10001 pom.xml ./
RUN ${MAVEN} package quarkus:dependency-sbom && rm -r target
COPY --chown=10001:10001 openapi.yaml ./
COPY --chown=10001:10001 src src
RUN ${MAVEN} package quarkus:dependency-sbom
# What is in jars for Netty and Vert.x to unpack, which the service could not on a read-only file system. Each step fails where
# it does not find its part.
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
# The cache is good for one JVM, to the letter: that of the image, in the same place.
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
  org.opencontainers.image.version="${VERSION}" \
  org.opencontainers.image.revision="${REVISION}"
# All of it is root's, and the service can only read it. The times of the jars stay: the cache is checked against them.
COPY --from=build --chown=0:0 /build/target/quarkus-app /app
COPY --from=training --chown=0:0 /build/target/service.aot /app/
WORKDIR /app
USER 10001:10001
# A cache that this JVM would not take fails here, at the least memory that the image is for; at run time it would be passed over,
# or the JVM would not start.
RUN ["java", "-XX:MaxRAM=256m", "@/app/service.options", "@/app/container.options", "-XX:AOTMode=on", "-XX:AOTCache=/app/service.aot", \
  "-cp", "/app/quarkus-run.jar", "-version"]
# The API; health and metrics, for operators alone.
EXPOSE 8080 9000
STOPSIGNAL SIGTERM
ENTRYPOINT ["java", "@/app/service.options", "@/app/container.options", "-XX:AOTCache=/app/service.aot"]
# Other options for the JVM go before these: they win over those above.
CMD ["-jar", "/app/quarkus-run.jar"]
