package sslorders.admission;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HeapBudgetTest {
    @ParameterizedTest
    @CsvSource({"16, 32, 74, 2", "64, 102, 297, 8", "512, 512, 2048, 64", "16384, 512, 2048, 2048"})
    void limitsGrowWithHeapUpToMaximum(long heapMiB, int reads, int writes, long unsentMiB) {
        HeapBudget budget = new HeapBudget(heapMiB << 20);
        assertThat(budget.reads()).isEqualTo(reads);
        assertThat(budget.writes()).isEqualTo(writes);
        assertThat(budget.unsentBytes()).isEqualTo(unsentMiB << 20);
    }
}
