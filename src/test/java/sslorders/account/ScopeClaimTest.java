package sslorders.account;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScopeClaimTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "ssl-orders:read",
                "openid  ssl-orders:read",
                " ssl-orders:read ",
                "openid\tssl-orders:read",
                ": ssl-orders:read",
                "ssl-orders:read ssl-orders:read",
                "ssl-orders:other ssl-orders:read"
            })
    void textClaimIsSplitAtWhiteSpace(String claim) {
        assertThat(ScopeClaim.granted(claim)).containsExactly(Scopes.READ);
    }

    @Test
    void stringsOfArrayClaimAreScopes() {
        assertThat(ScopeClaim.granted(Json.createArrayBuilder()
                        .add("openid")
                        .add(7)
                        .addNull()
                        .add(Scopes.READ)
                        .add(Scopes.RESEND)
                        .build()))
                .containsExactlyInAnyOrder(Scopes.READ, Scopes.RESEND);
        assertThat(ScopeClaim.granted(Arrays.asList(null, "", Scopes.CAPTURE))).containsExactly(Scopes.CAPTURE);
        assertThat(ScopeClaim.granted(List.of(List.of(Scopes.READ)))).isEmpty();
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "",
                " ",
                "ssl-orders:Read",
                "ssl-orders:read,ssl-orders:resend",
                "xssl-orders:read",
                "ssl-orders: read"
            })
    void textWithoutKnownScopeGrantsNothing(String claim) {
        assertThat(ScopeClaim.granted(claim)).isEmpty();
    }

    @Test
    void claimOfOtherTypeGrantsNothing() {
        assertThat(ScopeClaim.granted(7)).isEmpty();
        assertThat(ScopeClaim.granted(
                        Json.createObjectBuilder().add(Scopes.READ, true).build()))
                .isEmpty();
    }
}
