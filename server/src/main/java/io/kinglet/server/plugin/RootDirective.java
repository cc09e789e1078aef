package io.kinglet.server.plugin;

import io.kinglet.server.corefile.DirectiveReader;
import io.kinglet.server.corefile.Token;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** {@code root PATH}: where paths of files in the block begin unless they begin at the top. */
public record RootDirective(Path path) implements Part {

    @Override
    public boolean answers() {
        return false;
    }

    static RootDirective read(DirectiveReader line, BlockScope block) {
        Token token = line.next("the folder");
        line.end();
        try {
            Path path = Path.of(token.text());
            if (!Files.isDirectory(path)) {
                // It may be there later: a volume that is not mounted yet.
                block.warn(token.position(), "this machine has no folder `" + token.text() + "` now");
            }
            return new RootDirective(path);
        } catch (InvalidPathException e) {
            throw line.expected(token, "the path of a folder");
        }
    }
}
