package io.kinglet.server.plugin;

import io.kinglet.server.corefile.CorefileException;
import io.kinglet.server.corefile.HostPort;
import io.kinglet.server.corefile.Position;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Refuses two kinds of page at one address, two pages for people, and metrics that are encrypted in two ways. Confined to one check.
 */
final class Pages {

    private record Taken(String word, Position position) {}

    private final Map<HostPort, Taken> taken = new HashMap<>();
    private final Map<HostPort, PrometheusDirective.Web> webs = new HashMap<>();
    private final Consumer<CorefileException> problems;
    private @Nullable PageDirective people;

    private Pages(Consumer<CorefileException> problems) {
        this.problems = problems;
    }

    static void check(List<BlockPlan> blocks, Consumer<CorefileException> problems) {
        Pages pages = new Pages(problems);
        for (BlockPlan block : blocks) {
            block.all(HealthDirective.class).forEach(it -> pages.take("health", it.listen(), it.position()));
            block.all(ReadyDirective.class).forEach(it -> pages.take("ready", it.listen(), it.position()));
            block.all(PrometheusDirective.class).forEach(it -> {
                pages.take("prometheus", it.listen(), it.position());
                pages.encrypt(it.listen(), it.web());
            });
            block.all(PageDirective.class).forEach(pages::take);
        }
    }

    private void take(PageDirective page) {
        PageDirective first = people;
        if (first != null && !first.listen().equals(page.listen())) {
            problems.accept(new CorefileException(
                    page.position(),
                    "`kinglet page` is about the whole process, and that at " + first.position() + " puts it at "
                            + first.listen() + "; keep one of them"));
        }
        people = first == null ? page : first;
        take("kinglet page", page.listen(), page.position());
    }

    private void take(String word, HostPort listen, Position position) {
        Taken other = listen.port() == 0 ? null : taken.putIfAbsent(listen, new Taken(word, position));
        if (other != null && !other.word.equals(word)) {
            problems.accept(new CorefileException(
                    position,
                    "`" + word + "` listens on " + listen + ", which `" + other.word + "` at " + other.position
                            + " has; give one of them another port"));
        }
    }

    private void encrypt(HostPort listen, PrometheusDirective.@Nullable Web web) {
        PrometheusDirective.Web other = web == null || listen.port() == 0 ? null : webs.putIfAbsent(listen, web);
        if (other != null && web != null && !other.file().equals(web.file())) {
            problems.accept(new CorefileException(
                    web.position(),
                    "`" + web.file() + "` is about metrics at " + listen + ", for which " + other.position()
                            + " names `" + other.file() + "`; name one file, or give one of them another port"));
        }
    }
}
