package sslorders.k8s;

import java.util.function.Consumer;

/** A condition that every rendered overlay must meet. */
enum Rule {
    DEPLOYMENT_SELECTS_ITS_PODS(WorkloadRules::deploymentSelectsItsPods),
    SERVICE_SELECTS_OUR_PODS_AND_PORTS(WorkloadRules::serviceSelectsOurPodsAndPorts),
    PODS_ARE_SPREAD_BY_THEIR_OWN_LABELS(WorkloadRules::podsAreSpreadByTheirOwnLabels),
    DISRUPTION_BUDGET_LEAVES_ROOM(WorkloadRules::disruptionBudgetLeavesRoom),
    AUTOSCALER_TARGETS_OUR_DEPLOYMENT(WorkloadRules::autoscalerTargetsOurDeployment),
    MONITOR_SELECTS_OUR_SERVICE_AND_PORTS(WorkloadRules::monitorSelectsOurServiceAndPorts),
    INGRESS_LEADS_TO_OUR_SERVICE(WorkloadRules::ingressLeadsToOurService),
    PROBES_MEET_OUR_PORTS(WorkloadRules::probesMeetOurPorts),
    NO_SELECTOR_IS_EMPTY(WorkloadRules::noSelectorIsEmpty),

    POLICY_SELECTS_ONLY_OUR_PODS(NetworkRules::policySelectsOnlyOurPods),
    DNS_IS_REACHABLE(NetworkRules::dnsIsReachable),
    DATABASE_IS_REACHABLE(NetworkRules::databaseIsReachable),
    EVERY_CONFIGURED_URL_IS_REACHABLE(NetworkRules::everyConfiguredUrlIsReachable),
    ONLY_INGRESS_AND_MONITORING_REACH_US(NetworkRules::onlyIngressAndMonitoringReachUs),

    EVERY_REFERENCE_IS_RENDERED_OR_DOCUMENTED(ReferenceRules::everyReferenceIsRenderedOrDocumented),
    POD_NAMES_WHAT_IT_HAS(ReferenceRules::podNamesWhatItHas),
    NAMESPACES_AGREE(ReferenceRules::namespacesAgree),
    DATABASE_IS_VERIFIED(ReferenceRules::databaseIsVerified),
    INGRESS_STREAMS_AND_WAITS(ReferenceRules::ingressStreamsAndWaits);

    private final Consumer<Rendering> check;

    Rule(Consumer<Rendering> check) {
        this.check = check;
    }

    /** Fails with an AssertionError if the rendering violates this rule. */
    void check(Rendering rendering) {
        check.accept(rendering);
    }
}
