package sslorders.order;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import sslorders.error.Detail;

class CaptureMessagesTest {
    @Test
    void messageOfEachConstraintIsDetailWithoutValues() {
        List<String> messages = new ArrayList<>();
        for (Field property : CaptureRequest.class.getDeclaredFields()) {
            for (NotNull constraint : property.getAnnotationsByType(NotNull.class)) {
                messages.add(constraint.message());
            }
            for (Pattern constraint : property.getAnnotationsByType(Pattern.class)) {
                messages.add(constraint.message());
            }
            for (Size constraint : property.getAnnotationsByType(Size.class)) {
                messages.add(constraint.message());
            }
        }

        assertThat(messages).contains("REQUIRED", "EMAIL_ADDRESS", "LENGTH_UP_TO_254");
        assertThat(messages)
                .allSatisfy(message ->
                        assertThat(Detail.valueOf(message).parameters()).isZero());
    }
}
