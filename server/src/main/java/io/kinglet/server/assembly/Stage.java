package io.kinglet.server.assembly;

import io.kinglet.dns.resolver.Layer;
import io.kinglet.server.plugin.Host;
import io.kinglet.server.plugin.Part;
import io.kinglet.server.plugin.PluginOrder;
import java.util.Locale;

/**
 * One layer of a chain, and the word of the Corefile that it stands for.
 *
 * @param word empty where nothing is done
 */
record Stage(String word, Layer layer) {

    /** That of a part; one without a layer does nothing. */
    static Stage of(Part part, Host host) {
        Layer layer = part.layer(host);
        return layer == null ? new Stage("", next -> next) : new Stage(word(part), layer);
    }

    /** {@code K8sExternalDirective} is {@code k8s_external}; what no Corefile says forwards. */
    private static String word(Part part) {
        String name = part.getClass().getSimpleName().toLowerCase(Locale.ROOT);
        return PluginOrder.supported().stream()
                .filter(word -> name.equals(word.replace("_", "") + "directive"))
                .findFirst()
                .orElse("forward");
    }
}
