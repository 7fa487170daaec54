package sslorders.paging;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PageTest {

    @Test
    void extraItemMeansThereIsANextPage() {
        Page<Integer> page = Page.of(List.of(1, 2, 3), 2, last -> "behind-" + last);

        assertThat(page.items()).containsExactly(1, 2);
        assertThat(page.nextCursor()).contains("behind-2");
        assertThat(page.nextLink(cursor -> "/list?cursor=" + cursor)).contains("</list?cursor=behind-2>; rel=\"next\"");
    }

    @Test
    void fullLastPageHasNoLink() {
        Page<Integer> page = Page.of(List.of(1, 2), 2, last -> "behind-" + last);

        assertThat(page.items()).containsExactly(1, 2);
        assertThat(page.nextCursor()).isEmpty();
        assertThat(page.nextLink(cursor -> "/list?cursor=" + cursor)).isEmpty();
    }

    @Test
    void mappedPageKeepsCursor() {
        assertThat(Page.of(List.of(1, 2), 1, String::valueOf).map(item -> "item " + item))
                .isEqualTo(new Page<>(List.of("item 1"), Optional.of("1")));
    }

    @Test
    void queryReadsOneRowMoreThanLimit() {
        assertThat(new PageRequest(50, Optional.empty()).rowsToRead()).isEqualTo(51);
    }
}
