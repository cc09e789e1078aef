package io.kinglet.dns.zonefile;

import io.kinglet.dns.pattern.TextPattern;
import java.nio.file.Path;
import java.time.Duration;

/**
 * A folder of files, each of which is a zone.
 *
 * @param root {@code $INCLUDE} reaches files below this folder alone
 * @param names which file names are of zones; the match is what {@code origin} is made of
 * @param origin the zone's name, with {@code ${1}} for the first group
 * @param reload between two looks; zero for none
 */
public record ZoneFolderConfig(Path folder, Path root, TextPattern names, String origin, Duration reload) {}
