# make run: the sandbox. make test: every check and test. make chaos: the crash tests at length. make bench: the benchmarks.
# make soak: half of what the service can do, for 30 minutes. make upgrade: the previous release's jar beside this one.
# make release-fixture: what a release leaves to the next. make k8s-check: the manifests, which needs kubectl.
# make failover: three databases under Patroni, of which the primary is killed; skipped where their packages are not installed.
# make hostile: attacks on the packaged jar with the image's options, up to twenty minutes.
# make lint-contract: openapi.yaml by two linters, which needs npm.
# make image: the container image, which needs docker, podman or buildah. make format: what the format check wants.
# Needs a JDK of 21 or later, Maven 3.8.7 or later and make; nothing else.

.PHONY: run test chaos hostile failover upgrade release-fixture bench soak image k8s-check lint-contract format

# The newest JDK of 21 or later that is found, unless JAVA_HOME says which.
FIND_JDK = src/build/find-jdk
# How many orders the benchmark of the list has at the most: 1m or 10m.
SIZE = 1m
# The release from which make upgrade comes.
PREVIOUS = 1.0.0
# How long make soak goes on.
MINUTES = 30
# More for the benchmarks: BENCH=-Disolation=off shows what it would be without.
BENCH =
BENCH_JAVA = "$$JAVA_HOME/bin/java" -Dsize=$(SIZE) -Dservice.jvm.options=@src/main/jvm/service.options $(BENCH) \
  -cp "target/test-classes:$$(cat target/sandbox.classpath)"
# The image's name and tag, other base images than those of the Dockerfile, which of docker, podman and buildah builds it, and
# more arguments for that.
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

chaos:
	@JAVA_HOME=$$($(FIND_JDK)) && export JAVA_HOME && \
	$(MAVEN) verify -Dtest=none -Dsurefire.failIfNoSpecifiedTests=false -Dit.test=DurabilityIT,DatabaseDefaultsCheck -Dchaos.kills=200

# The clients of one attack need 3,000 sockets at a time.
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
	@command -v kubectl > /dev/null || { echo "make k8s-check needs kubectl 1.21 or later, to render the overlays:" \
	  "the package kubernetes-client of Debian 13, or https://kubernetes.io/docs/tasks/tools" >&2; exit 1; }
	@JAVA_HOME=$$($(FIND_JDK)) && export JAVA_HOME && $(MAVEN) test -Pk8s -Dtest=ManifestsCheck,WiringCheck

lint-contract:
	@src/build/lint-contract

format:
	@JAVA_HOME=$$($(FIND_JDK)) && export JAVA_HOME && $(MAVEN) --quiet spotless:apply
