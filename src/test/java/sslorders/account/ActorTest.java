package sslorders.account;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonValue;
import java.io.StringReader;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ActorTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'act':{'sub':'portal'},'azp':'other','client_id':'third'} | portal",
                // The outermost actor is the current one (RFC 8693, 4.1).
                "{'act':{'sub':'portal','act':{'sub':'earlier'}}} | portal",
                "{'azp':'portal','client_id':'other'} | portal",
                "{'client_id':'portal'} | portal",
                "{'act':{'iss':'https://issuer.example'},'azp':'portal'} | portal",
                "{'act':'somebody','azp':'portal'} | portal",
                "{'act':{'sub':7},'azp':[],'client_id':'portal'} | portal",
                "{'act':{'sub':' '},'azp':'','client_id':'portal'} | portal",
                "{'act':null,'azp':'portal'} | portal",
                "{'sub':'user','appid':'portal'} |",
                "{} |",
            })
    void firstUsableActorClaimIsTheActor(String claims, String actor) {
        assertThat(Actor.of(token(claims.replace('\'', '"')))).isEqualTo(Optional.ofNullable(actor));
    }

    @Test
    void actorIsReadFromJavaValues() {
        assertThat(Actor.of(new Token(Map.of("act", Map.of("sub", "portal"))))).contains("portal");
        assertThat(Actor.of(new Token(Map.of("azp", "portal")))).contains("portal");
    }

    private static JsonWebToken token(String claims) {
        return new Token(Json.createReader(new StringReader(claims)).readObject());
    }

    private record Token(Map<String, ?> claims) implements JsonWebToken {
        @Override
        public String getName() {
            return "token";
        }

        @Override
        public Set<String> getClaimNames() {
            return claims.keySet();
        }

        @Override
        @SuppressWarnings("unchecked")
        public <T> T getClaim(String name) {
            Object claim = claims.get(name);
            return claim == JsonValue.NULL ? null : (T) claim;
        }
    }
}
