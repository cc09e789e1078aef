package io.kinglet.server.plugin;

import io.kinglet.dns.acl.AclConfig;
import io.kinglet.dns.cache.CacheConfig;
import io.kinglet.dns.dns64.Dns64Config;
import io.kinglet.dns.erratic.ErraticConfig;
import io.kinglet.dns.errors.ErrorsConfig;
import io.kinglet.dns.forward.ForwardConfig;
import io.kinglet.dns.name.DomainName;
import io.kinglet.dns.querylog.QueryLogConfig;
import io.kinglet.dns.resolver.Layer;
import io.kinglet.dns.template.TemplateConfig;
import io.kinglet.dns.transfer.TransferConfig;
import io.kinglet.server.tls.ClientTls;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes the layers that need sockets, clocks, logs or a cluster. One object per chain, used while it is put together. */
public interface Host {

    Layer acl(AclConfig config);

    Layer local(boolean anyPrefix);

    Layer cancel(Duration timeout);

    Layer erratic(ErraticConfig config);

    Layer dns64(Dns64Config config);

    /**
     * @throws io.kinglet.server.corefile.CorefileException if a rule needs to know which address was asked, and there are several
     */
    Layer rewrite(RewriteDirective directive);

    /** The same for queries of other classes than IN; called when the chain for those of class IN is whole. */
    Layer rewriteOtherClass(RewriteDirective directive);

    Layer autopath(AutopathDirective directive);

    /** The name of this program and its version, such as {@code Kinglet-1.0}. */
    String version();

    /** The name of this machine; {@code localhost} when it has none. */
    String hostName();

    Layer errors(ErrorsConfig config);

    Layer log(QueryLogConfig config);

    Layer dnstap(DnstapDirective directive);

    Layer cache(CacheConfig config);

    /**
     * What sorts addresses by their values.
     *
     * @throws io.kinglet.server.corefile.CorefileException if the file of its weights makes no sense
     */
    Layer loadBalance(LoadbalanceDirective directive);

    Layer template(TemplateConfig config);

    /** Over the list that its file holds, read now and whenever it changes. */
    Layer hosts(HostsDirective directive);

    /** Reads the files.
     *
     * @throws io.kinglet.server.corefile.CorefileException if one is broken
     */
    Layer file(FileDirective directive);

    Layer auto(AutoDirective directive);

    /** Over the cluster's index, of which there is one for all directives that need the same of one cluster. */
    Layer kubernetes(KubernetesDirective directive);

    /** Over the index of the block's cluster. */
    Layer external(K8sExternalDirective directive);

    /**
     * @param zone of the server block
     */
    Layer loop(DomainName zone);

    /**
     * Addresses of an absolute name, asked for now; none where nobody knows any. Blocks for seconds where nobody answers.
     *
     * @param resolvers whom to ask, one after the other; the resolver of this machine where there are none
     */
    List<InetAddress> addresses(String name, List<InetSocketAddress> resolvers);

    /**
     * @param tls null where no upstream is encrypted
     */
    Layer forward(ForwardConfig config, @Nullable ClientTls tls);
    /** Zones copied from primaries. */
    Layer secondary(SecondaryDirective directive);

    /** What heeds their NOTIFY; made after {@link #secondary}. */
    Layer secondaryNotifications(SecondaryDirective directive);

    /** Over the zones of the block that were made before it, all of them further down the chain. */
    Layer transfer(TransferConfig config);
}
