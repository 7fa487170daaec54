package sslorders.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import sslorders.account.AccountId;

class EventInsertsTest {
    private static final String ENQUEUE =
            "insert into delivery select events.id, name from events join event_subscriber using (account_id)";

    @Test
    void statementWithoutSubscribersHasNoDeliveries() {
        EventInsert insert = of(new NoSubscribers(), "acme");

        assertThat(insert.sql()).startsWith(",\nevents as (").doesNotContain("subscriber", "deliver", "?");
        assertThat(insert.parameters()).isEmpty();
    }

    @Test
    void accountWithoutSubscriberHasNoDeliveries() {
        assertThat(of(subscribers(Map.of("acme", List.of("portal"))), "globex"))
                .isEqualTo(of(new NoSubscribers(), "globex"));
    }

    @Test
    void deliveriesAreEnqueuedForEachSubscriber() {
        EventInsert insert = of(
                subscribers(Map.of("acme", List.of("portal", "audit"), "globex", List.of("audit"))),
                "acme",
                "initech",
                "globex",
                "acme");

        assertThat(insert.sql()).contains("event_subscriber as (", "event_delivery as (" + ENQUEUE + ")");
        assertThat(insert.parameters()).containsExactly("acme acme globex", "portal audit audit");
    }

    @Test
    void accountOfEarlierReleaseHasNoSubscriber() {
        assertThat(of(subscribers(Map.of("two words", List.of("portal"))), "two words")
                        .parameters())
                .isEmpty();
    }

    private static EventInsert of(EventSubscribers subscribers, String... accounts) {
        return new EventInserts(subscribers).of(EventType.RESEND_SETTLED, List.of(accounts), "select * from moved");
    }

    private static EventSubscribers subscribers(Map<String, List<String>> names) {
        return new EventSubscribers() {
            @Override
            public List<String> of(EventType type, AccountId account) {
                assertThat(type).isEqualTo(EventType.RESEND_SETTLED);
                return names.getOrDefault(account.value(), List.of());
            }

            @Override
            public String enqueue() {
                return ENQUEUE;
            }
        };
    }
}
