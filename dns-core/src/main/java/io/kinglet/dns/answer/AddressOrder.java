package io.kinglet.dns.answer;

import io.kinglet.dns.name.DomainName;
import io.kinglet.dns.name.IpAddress;
import java.util.List;

/** In which order the addresses of one owner are sent. */
@FunctionalInterface
public interface AddressOrder {

    /**
     * @param addresses of one family, two or more
     * @return the same ones
     */
    List<IpAddress> of(DomainName owner, List<IpAddress> addresses);
}
