# make run              Starts the sandbox.
# make test             Runs all checks and tests.
# make browser          Tests the page in Chromium, and saves screenshots in target/screenshots. Requires chromium and chromedriver.
# make format           Formats the code and sorts imports.
# make lint             Checks Markdown style and spelling. Skipped without npm.
# make lint-contract    Lints openapi.yaml with two linters. Requires npm.
# make clients          Generates a Java and a TypeScript client, and runs them against the sandbox. TypeScript is skipped without npm.
# make bench            Runs the benchmarks.
# make soak             Runs the service under half of its maximum load for 30 minutes.
# make chaos            Runs the crash tests with many kills.
# make hostile          Attacks the packaged jar, with the JVM options of the image, for up to 20 minutes.
# make failover         Kills the primary of three databases under Patroni. Skipped if the required packages are not installed.
# make upgrade          Tests the previous release side by side with this one.
# make release-fixture  Creates the files of a release that the tests of later releases need.
# make image            Builds the container image. Requires docker, podman or buildah.
# make k8s-check        Checks the Kubernetes manifests. Requires kubectl.
# Requirements of all targets: JDK 21 or later, Maven 3.8.7 or later, and make.

.PHONY: run test browser chaos hostile failover upgrade release-fixture bench soak image k8s-check lint lint-contract clients format

# Prints the newest installed JDK (21 or later), or JAVA_HOME if it is set.
FIND_JDK = src/build/find-jdk
# The maximum number of orders in the list benchmark: 1m or 10m.
SIZE = 1m
# The previous release, which make upgrade tests.
PREVIOUS = 1.0.0
# The duration of make soak in minutes.
MINUTES = 30
# Additional options of the benchmarks. BENCH=-Disolation=off measures without bulkhead and circuit breaker.
BENCH =
BENCH_JAVA = "$$JAVA_HOME/bin/java" -Dsize=$(SIZE) -Dservice.jvm.options=@src/main/jvm/service.options $(BENCH) \
  -cp "target/test-classes:$$(cat target/sandbox.classpath)"
# For make image: name and tag of the image; base images (default: those of the Dockerfile); builder (docker, podman or buildah);
# additional arguments of the builder.
IMAGE = ssl-orders
BUILD_IMAGE =
RUN_IMAGE =
BUILDER =
IMAGE_ARGS =
MAVEN = mvn --batch-mode --no-transfer-progress

run:
	@JAVA_HOME=$$($(FIND_JDK)) && export JAVA_HOME && \
	$(MAVEN) --quiet package -DskipTests && \
	exec "$$JAVA_HOME/bin/java" -cp "target/test-classes:$$(cat target/sandbox.classpath)" sslorders.sandbox.Sandbox

test:
	@JAVA_HOME=$$($(FIND_JDK)) && export JAVA_HOME && $(MAVEN) verify

browser:
	@JAVA_HOME=$$($(FIND_JDK)) && export JAVA_HOME && \
	$(MAVEN) verify -Dtest=none -Dsurefire.failIfNoSpecifiedTests=false -Dit.test='Browser*IT' -Dscreenshots=true

chaos:
	@JAVA_HOME=$$($(FIND_JDK)) && export JAVA_HOME && \
	$(MAVEN) verify -Dtest=none -Dsurefire.failIfNoSpecifiedTests=false -Dit.test=DurabilityIT,DatabaseDefaultsCheck -Dchaos.kills=200

# One attack needs 3,000 concurrent sockets, so the limit of open files is raised.
hostile:
	@JAVA_HOME=$$($(FIND_JDK)) && export JAVA_HOME && ulimit -n 16384 && \
	$(MAVEN) verify -Dtest=none -Dsurefire.failIfNoSpecifiedTests=false -Dit.test=HostileCheck

failover:
	@! src/test/failover/run installed || { JAVA_HOME=$$($(FIND_JDK)) && export JAVA_HOME && \
	$(MAVEN) --quiet package -DskipTests && src/test/failover/run; }

upgrade:
	@JAVA_HOME=$$($(FIND_JDK)) && export JAVA_HOME && src/build/previous-release $(PREVIOUS) && \
	$(MAVEN) verify -Dtest=none -Dsurefire.failIfNoSpecifiedTests=false -Dit.test=SideBySideCheck -Dprevious.release=$(PREVIOUS)

release-fixture:
	@JAVA_HOME=$$($(FIND_JDK)) && export JAVA_HOME && $(MAVEN) --quiet package -DskipTests && \
	"$$JAVA_HOME/bin/java" -cp "target/classes:target/test-classes:$$(cat target/sandbox.classpath)" \
	  sslorders.release.ReleaseFixture $(RELEASE)

bench:
	@JAVA_HOME=$$($(FIND_JDK)) && export JAVA_HOME && \
	$(MAVEN) --quiet package -DskipTests && \
	for bench in List Resend Start Isolation Import Overload; do $(BENCH_JAVA) "sslorders.bench.$${bench}Bench" || exit; done

image:
	@BUILDER='$(BUILDER)' src/build/build-image '$(IMAGE)' '$(BUILD_IMAGE)' '$(RUN_IMAGE)' $(IMAGE_ARGS)

soak:
	@JAVA_HOME=$$($(FIND_JDK)) && export JAVA_HOME && \
	$(MAVEN) --quiet package -DskipTests && $(BENCH_JAVA) -Dminutes=$(MINUTES) sslorders.bench.SoakBench

k8s-check:
	@command -v kubectl > /dev/null || { echo "make k8s-check requires kubectl 1.21 or later to render the overlays." \
	  "Install the package kubernetes-client (Debian 13), or see https://kubernetes.io/docs/tasks/tools" >&2; exit 1; }
	@JAVA_HOME=$$($(FIND_JDK)) && export JAVA_HOME && $(MAVEN) test -Pk8s -Dtest=ManifestsCheck,WiringCheck

lint:
	@src/build/lint

lint-contract:
	@src/build/lint-contract

clients:
	@JAVA_HOME=$$($(FIND_JDK)) && export JAVA_HOME && \
	$(MAVEN) verify -Pclients -Dtest=none -Dsurefire.failIfNoSpecifiedTests=false -Dit.test=GeneratedClientsCheck

format:
	@JAVA_HOME=$$($(FIND_JDK)) && export JAVA_HOME && $(MAVEN) --quiet spotless:apply
