package sslorders.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import sslorders.testing.ServiceTest;
import sslorders.testing.TestParts;

/** The order of events: a client that continues after the last event of a page skips and repeats no event. */
@QuarkusTest
class EventOrderTest extends ServiceTest {

    @Test
    void eventCommittedLateIsNotSkipped() throws Exception {
        try (Connection late = TestParts.database().connect()) {
            insertUncommitted(late, "late");
            EventRows.insert("acme", "early", clock.instant().plusSeconds(1));
            Response first = as("acme").events().send();
            assertThat(orders(first)).containsExactly("early");

            late.commit();

            assertThat(orders(after(first))).containsExactly("late");
            assertThat(orders(as("acme").events().send())).containsExactly("early", "late");
        }
    }

    @Test
    void rolledBackEventIsNeverShown() throws Exception {
        try (Connection other = TestParts.database().connect()) {
            insertUncommitted(other, "rolled-back");
            other.rollback();
        }
        EventRows.insert("acme", "committed", clock.instant());

        assertThat(orders(as("acme").events().send())).containsExactly("committed");
    }

    @Test
    void positionOfShownEventNeverChanges() {
        EventRows.insert("acme", 3, clock.instant());
        List<String> before = orders(as("acme").events().send());
        List<Map<String, String>> positions = rows("select id, position from event order by id");

        // An earlier time does not move a later event to the front.
        EventRows.insert("acme", "4", clock.instant().minusSeconds(3600));
        as("acme").events().then().statusCode(200);

        assertThat(before).containsExactly("1", "2", "3");
        assertThat(orders(as("acme").events().send())).containsExactly("1", "2", "3", "4");
        assertThat(rows("select id, position from event order by id")).containsAll(positions);
    }

    @Test
    void eventsOfOtherAccountsGetNoPosition() {
        EventRows.insert("acme", 3, clock.instant());
        EventRows.insert("globex", 3, clock.instant());

        as("acme").events().then().statusCode(200);

        assertThat(rows("select distinct account_id from event where position is null"))
                .extracting(row -> row.get("account_id"))
                .containsExactly("globex");
    }

    @Test
    void readersWaitForReaderThatAssignsPositions() throws Exception {
        EventRows.insert("acme", 3, clock.instant());
        try (Connection reader = TestParts.database().connect();
                Statement statement = reader.createStatement();
                ExecutorService threads = Executors.newFixedThreadPool(4)) {
            reader.setAutoCommit(false);
            // Another replica has assigned the positions in reverse order, and has not committed.
            statement.execute("select pg_advisory_xact_lock(hashtextextended('acme', 1))");
            statement.execute("update event set position = 1000000000 - number where account_id = 'acme'");
            List<Future<List<String>>> reads = IntStream.range(0, 4)
                    .mapToObj(
                            i -> threads.submit(() -> orders(as("acme").events().send())))
                    .toList();
            await().until(() -> rows("select 1 from pg_locks where locktype = 'advisory' and not granted")
                            .size()
                    == 4);

            reader.commit();

            for (Future<List<String>> read : reads) {
                assertThat(read.get()).containsExactly("3", "2", "1");
            }
        }
    }

    @Test
    void concurrentReadersGetTheSameOrder() throws Exception {
        int number = 400;
        try (ExecutorService threads = Executors.newFixedThreadPool(6)) {
            List<Future<?>> writers = new ArrayList<>();
            for (int i = 0; i < 2; i++) {
                int first = i * number / 2;
                writers.add(threads.submit(() -> IntStream.range(first, first + number / 2)
                        .forEach(order -> EventRows.insert("acme", String.valueOf(order), clock.instant()))));
            }
            Callable<List<String>> reader = () -> readAll(number);
            List<Future<List<String>>> readers =
                    List.of(threads.submit(reader), threads.submit(reader), threads.submit(reader));
            for (Future<?> writer : writers) {
                writer.get();
            }

            List<String> seen = readers.getFirst().get();
            assertThat(new HashSet<>(seen)).hasSize(number);
            assertThat(seen).hasSize(number);
            for (Future<List<String>> other : readers) {
                assertThat(other.get()).isEqualTo(seen);
            }
        }
    }

    /** Polls until the number of events was read, as a client does. */
    private static List<String> readAll(int number) {
        List<String> seen = new ArrayList<>();
        String address = "/ssl/events?limit=7";
        while (seen.size() < number) {
            Response page = as("acme").get(address).send();
            seen.addAll(orders(page));
            String after = page.jsonPath().getString("nextAfter");
            address = "/ssl/events?limit=7" + (after == null ? "" : "&after=" + after);
        }
        return seen;
    }

    @Test
    void positionsAreAssignedInBatches() {
        int number = 2 * AccountEvents.BATCH + 500;
        EventRows.insert("acme", number, clock.instant());

        as("acme").events().then().body("hasMore", equalTo(true));

        assertThat(rows("select id from event where position is not null")).hasSize(AccountEvents.BATCH);
        assertThat(readAll(number))
                .isEqualTo(IntStream.rangeClosed(1, number)
                        .mapToObj(String::valueOf)
                        .toList());
    }

    @Test
    void listContinuesAfterEventWithoutPosition() {
        int number = AccountEvents.BATCH + 2;
        EventRows.insert("acme", number, clock.instant());
        // A client can know the event from a webhook.
        String known = rows("select id from event where order_id = '" + (number - 1) + "'")
                .getFirst()
                .get("id");

        assertThat(orders(as("acme").events().query("after=" + known).send())).containsExactly(String.valueOf(number));
    }

    private void insertUncommitted(Connection connection, String order) throws SQLException {
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            statement.execute(EventRows.sql("acme", order, clock.instant()));
        }
    }

    private static Response after(Response page) {
        return as("acme")
                .events()
                .query("after=" + page.jsonPath().getString("nextAfter"))
                .send();
    }

    private static List<String> orders(Response page) {
        assertThat(page.statusCode()).isEqualTo(200);
        return page.jsonPath().getList("events.orderId");
    }
}
