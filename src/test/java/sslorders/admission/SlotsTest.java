package sslorders.admission;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import sslorders.admission.Slots.Slot;

class SlotsTest {
    private final Slots slots = new Slots(3, 2);

    @Test
    void thereAreNoMoreThanTheLimit() {
        take();
        take();
        Slot third = take();
        assertThat(slots.take()).isEmpty();
        third.partEnded();
        assertThat(slots.take()).isPresent();
    }

    @Test
    void oneAccountHasNoMoreThanItsShare() {
        Slot first = take();
        assertThat(first.isWithinShareOf("acme")).isTrue();
        assertThat(take().isWithinShareOf("acme")).isTrue();
        Slot third = take();
        assertThat(third.isWithinShareOf("acme")).isFalse();
        assertThat(third.isWithinShareOf("globex")).isTrue();
        first.partEnded();
        assertThat(take().isWithinShareOf("acme")).isTrue();
    }

    @Test
    void slotOfRejectedAccountIsFreeAgain() {
        take().isWithinShareOf("acme");
        take().isWithinShareOf("acme");
        Slot rejected = take();
        rejected.isWithinShareOf("acme");
        rejected.partEnded();
        assertThat(slots.taken()).isEqualTo(2);
        assertThat(take().isWithinShareOf("acme")).isFalse();
    }

    @Test
    void slotIsTakenUntilExchangeAndWorkHaveEnded() {
        Slot slot = take();
        slot.begin();
        slot.partEnded();
        assertThat(slots.taken()).isEqualTo(1);
        slot.partEnded();
        assertThat(slots.taken()).isZero();
    }

    private Slot take() {
        return slots.take().orElseThrow();
    }
}
