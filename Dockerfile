# syntax=docker/dockerfile:1
# The bot as an image: docker build -t cf5xx . (docs/serving.md says how to run it).

FROM maven:3-eclipse-temurin-25 AS build
WORKDIR /src

# What the poms name comes first: these layers stay as long as no pom changes.
COPY .mvn/ .mvn/
COPY pom.xml ./
COPY knowledge/pom.xml knowledge/
COPY bot-core/pom.xml bot-core/
COPY lab/pom.xml lab/
COPY slack-adapter/pom.xml slack-adapter/
COPY discord-adapter/pom.xml discord-adapter/
COPY app/pom.xml app/
RUN ["mvn", "-B", "-q", "dependency:go-offline"]

COPY knowledge/ knowledge/
COPY bot-core/ bot-core/
COPY lab/ lab/
COPY slack-adapter/ slack-adapter/
COPY discord-adapter/ discord-adapter/
COPY app/ app/
RUN ["mvn", "-B", "-q", "-Dmaven.test.skip=true", "-Dspotless.check.skip=true", "package"]

FROM eclipse-temurin:25-jre
RUN ["install", "-d", "-m", "700", "-o", "10001", "-g", "10001", "/var/lib/cf5xx"]
# Libraries change less often than the program: a layer of their own.
COPY --from=build /src/app/target/cf5xx/lib/ /opt/cf5xx/lib/
COPY --from=build /src/app/target/cf5xx/cf5xx.jar /opt/cf5xx/
# An archive of loaded classes, for this Java: the health check starts a Java of its own each time.
RUN ["java", "-XX:+UseSerialGC", "-XX:ArchiveClassesAtExit=/opt/cf5xx/cf5xx.jsa", "-Xlog:disable", "-jar", "/opt/cf5xx/cf5xx.jar", "524"]

USER 10001:10001
ENV LC_ALL=C.UTF-8 \
    CF5XX_DATA=/var/lib/cf5xx \
    CF5XX_LISTEN=0.0.0.0:8080
VOLUME ["/var/lib/cf5xx"]
EXPOSE 8080
HEALTHCHECK --interval=30s --timeout=10s --start-period=60s --retries=3 \
    CMD ["java", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-XX:-UsePerfData", "-XX:SharedArchiveFile=/opt/cf5xx/cf5xx.jsa", "-Xlog:disable", "-jar", "/opt/cf5xx/cf5xx.jar", "health"]
ENTRYPOINT ["java", "-XX:+UseSerialGC", "-XX:-UsePerfData", "-Xms24m", "-XX:MinHeapFreeRatio=10", "-XX:MaxHeapFreeRatio=30", "-XX:MaxRAMPercentage=70", "-XX:+ExitOnOutOfMemoryError", "-XX:SharedArchiveFile=/opt/cf5xx/cf5xx.jsa", "-Xlog:disable", "-Dfile.encoding=UTF-8", "-jar", "/opt/cf5xx/cf5xx.jar"]
CMD ["serve"]
