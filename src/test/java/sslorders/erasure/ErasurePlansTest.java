package sslorders.erasure;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import sslorders.testing.Plans;

/** The statements of erasures scan an index from a position in its order, even if a plan is made for empty tables. */
@QuarkusTest
class ErasurePlansTest extends ErasureTest {
    @Inject
    DataSource pool;

    @Test
    void pageOfOrdersScansTheListByExpiry() throws SQLException {
        assertThat(plan(OrderErasure.PAGE))
                .contains(
                        "certificate_order_by_expiry",
                        "Index Cond: ((account_id = $1) AND (ROW(expiry_sort, id) > ROW($2, $3))")
                .doesNotContain("Sort", "Seq Scan");
    }

    @Test
    void pageOfResendsScansTheListOfTheAccount() throws SQLException {
        assertThat(plan(AccountErasureJob.RESENDS))
                .contains("resend_by_account", "Index Cond: ((account_id = $1) AND (ROW(")
                .doesNotContain("Sort", "Seq Scan");
    }

    @Test
    void accountsAreFoundByIndexOnly() throws SQLException {
        assertThat(plan(OrderRetention.ACCOUNTS))
                .contains("Index Cond: (account_id > account_1.id)", "Index Cond: (account_id = account.id)")
                .contains("certificate_order_by_expiry")
                .doesNotContain("Sort", "Seq Scan");
    }

    static Stream<Arguments> statements() {
        return Stream.of(
                Arguments.of(Erasure.IN_PROGRESS, "(order_id = erased.id)"),
                Arguments.of(Erasure.RESENDS, "resend_by_order"),
                Arguments.of(Erasure.DELETE_KEYS, "idempotency_key_by_resend"),
                Arguments.of(Erasure.DELETE_CHANGES, "admin_email_change_by_erased_order"),
                Arguments.of(Erasure.DELETE_ORDERS, "certificate_order_pkey"),
                Arguments.of(OrderErasure.OWNER, "certificate_order_pkey"),
                Arguments.of(OrderErasure.LOCK_PAGE, "certificate_order_pkey"),
                Arguments.of(AccountErasureJob.DELETE_CHANGES, "admin_email_change_by_order"),
                Arguments.of(AddressChangeRetention.DELETE, "admin_email_change_by_age"));
    }

    @ParameterizedTest
    @MethodSource("statements")
    void statementUsesItsIndex(String sql, String index) throws SQLException {
        assertThat(plan(sql)).contains(index).doesNotContain("Seq Scan");
    }

    private String plan(String sql) throws SQLException {
        try (Plans plans = new Plans(pool, sql)) {
            return plans.genericPlan();
        }
    }
}
