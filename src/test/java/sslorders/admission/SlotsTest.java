package sslorders.admission;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import sslorders.admission.Slots.Slot;

class SlotsTest {
    private final Slots slots = new Slots(3, 2, 3);

    @Test
    void numberOfSlotsIsLimited() {
        take();
        take();
        Slot third = take();
        assertThat(slots.acquire()).isEmpty();
        third.sent();
        assertThat(slots.acquire()).isPresent();
    }

    @Test
    void accountIsLimitedToItsShare() {
        Slot first = take();
        assertThat(first.isWithinShareOf("acme")).isTrue();
        assertThat(take().isWithinShareOf("acme")).isTrue();
        Slot third = take();
        assertThat(third.isWithinShareOf("acme")).isFalse();
        assertThat(third.isWithinShareOf("globex")).isTrue();
        first.sent();
        assertThat(take().isWithinShareOf("acme")).isTrue();
    }

    @Test
    void slotOfRejectedRequestIsFreed() {
        take().isWithinShareOf("acme");
        take().isWithinShareOf("acme");
        Slot rejected = take();
        rejected.isWithinShareOf("acme");
        rejected.sent();
        assertThat(slots.inUse()).isEqualTo(2);
        assertThat(take().isWithinShareOf("acme")).isFalse();
    }

    @Test
    void slotIsHeldUntilExchangeAndWorkEnd() {
        Slot slot = take();
        slot.workBegins();
        slot.sent();
        assertThat(slots.inUse()).isEqualTo(1);
        slot.workEnded();
        assertThat(slots.inUse()).isZero();
    }

    @Test
    void turnEndsWithWorkNotWithResponse() {
        Slots one = new Slots(3, 2, 1);
        Slot first = one.acquire().orElseThrow();
        Slot second = one.acquire().orElseThrow();
        AtomicInteger begun = new AtomicInteger();
        assertThat(first.turn().begin(begun::incrementAndGet)).isTrue();
        assertThat(second.turn().begin(begun::incrementAndGet)).isFalse();

        first.workBegins();
        first.exchangeEnded();
        assertThat(begun).hasValue(0);
        first.workEnded();
        assertThat(begun).hasValue(1);
        assertThat(one.inUse()).isEqualTo(2);
    }

    private Slot take() {
        return slots.acquire().orElseThrow();
    }
}
